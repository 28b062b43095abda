/** The layout of a printed document, in Typst; what it prints comes in as data, as in the sheet's. Wide tables lie across the page. */
export const DOCUMENT_LAYOUT = `
#let d = json(bytes(sys.inputs.datos))
#set document(title: d.heading)
#set page(paper: "a4", flipped: true, margin: (x: 15mm, top: 14mm, bottom: 18mm), footer-descent: 2mm, footer: context [
  #set text(size: 7.5pt)
  #line(length: 100%, stroke: 0.4pt)
  #grid(columns: (1fr, auto), [#d.address · #d.made], [*Yupay* · #counter(page).display("1 / 1", both: true)])
])
#set text(lang: d.language, font: ("Libertinus Serif", "New Computer Modern"), size: 10pt)
#grid(columns: (1fr, 24mm), gutter: 8mm,
  [
    #text(size: 9.5pt, d.overline)
    #v(-4pt)
    #text(size: 22pt, weight: "bold", d.heading)
    #v(-6pt)
    #for sentence in d.lead { block(below: 5pt, text(size: 11.5pt, sentence)) }
  ],
  align(center)[#image(bytes(d.qr), format: "svg", width: 24mm) #v(-3pt) #text(size: 7.5pt, d.check)],
)
#for part in d.parts {
  block(above: 12pt, below: 5pt, sticky: true, text(size: 12.5pt, weight: "bold", part.title))
  if part.absent != none { block(below: 4pt, part.absent) }
  for piece in part.pieces {
    if piece.kind == "prose" { block(below: 4pt, text(size: if piece.quiet { 8.5pt } else { 9.5pt }, piece.text)) } else {
      block(below: 3pt, sticky: true, text(size: 8.5pt, piece.caption))
      table(columns: if piece.words { (1.6fr,) + (1fr,) * (piece.header.len() - 1) } else { (auto,) + (1fr,) * (piece.header.len() - 1) }, stroke: (x, y) => (bottom: 0.4pt), inset: (x: 3pt, y: 3.5pt), align: (x, y) => if x == 0 or piece.words { left } else { right },
        table.header(..piece.header.map(h => text(size: 8pt, weight: "bold", h))), ..piece.rows.flatten().map(c => text(size: 8.5pt, c)))
    }
  }
  if part.proof != "" { block(above: 4pt, text(size: 8pt, weight: "bold", part.proof)) }
}
`;
