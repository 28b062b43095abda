/**
 * The sheet's layout, in Typst. What it prints comes in as data (`sys.inputs`), never as markup: no name of a place or of
 * a source can become an instruction. Black, white and outlines carry all the meaning, for it will be photocopied.
 */
export const SHEET_LAYOUT = `
#let d = json(bytes(sys.inputs.datos))
#let whole = sys.inputs.forma == "volante"
#set document(title: d.place)
#set page(paper: "a4", margin: (x: 17mm, top: 15mm, bottom: 22mm), footer-descent: 3mm, footer: [
  #set text(size: 7.5pt)
  #line(length: 100%, stroke: 0.4pt)
  #grid(columns: (1fr, auto), gutter: 6pt, [*#d.proof* \\ #d.note #d.made], align(right)[*Yupay* \\ #d.address])
])
#set text(lang: d.language, font: ("Libertinus Serif", "New Computer Modern"), size: 10.5pt)
#set par(leading: 0.55em)
#let picture(svg, width) = image(bytes(svg), format: "svg", width: width)
#let head(title) = block(above: 11pt, below: 6pt, text(size: 13pt, weight: "bold", title))

#grid(columns: (1fr, 27mm), gutter: 8mm,
  [
    #text(size: 10pt)[#d.context]
    #v(-4pt)
    #text(size: 30pt, weight: "bold")[#d.place]
    #v(-8pt)
    #for (i, sentence) in d.lead.enumerate() { block(below: 5pt, text(size: if i < 2 { 13pt } else { 9.5pt }, sentence)) }
  ],
  align(center)[#picture(d.qr, 27mm) #v(-3pt) #text(size: 7.5pt)[#d.words.check]],
)

#if d.hundred != none {
  head(d.hundred.title)
  grid(columns: (74mm, 1fr), gutter: 8mm, picture(d.hundred.svg, if whole { 74mm } else { 66mm }), align(horizon, text(size: 10pt, d.hundred.base)))
}
#if d.years != none {
  head(d.years.title)
  picture(d.years.svg, if whole { 122mm } else { 106mm })
  for note in d.years.notes { block(above: 3pt, below: 3pt, text(size: 7.5pt, note)) }
}
#if not whole and d.terms.len() > 0 {
  head(d.words.terms)
  grid(columns: (1fr, 1fr), gutter: 6pt, ..d.terms.slice(0, calc.min(4, d.terms.len())).map(t => text(size: 8.5pt)[*#t.term.* #t.text]))
}
#if whole {
  pagebreak()
  for t in d.tables {
    head(t.caption)
    table(columns: (auto,) + (1fr,) * (t.header.len() - 1), stroke: (x, y) => (bottom: 0.4pt), inset: 4pt, align: (x, y) => if x == 0 { left } else { right },
      table.header(..t.header.map(h => text(size: 9pt, weight: "bold", h))), ..t.rows.flatten().map(c => text(size: 9.5pt, c)))
  }
  if d.missing.len() > 0 {
    head(d.words.missing)
    for sentence in d.missing { block(below: 4pt, text(size: 8.5pt, sentence)) }
  }
  if d.terms.len() > 0 {
    head(d.words.terms)
    grid(columns: (1fr, 1fr), gutter: 7pt, ..d.terms.map(t => text(size: 9pt)[*#t.term.* #t.text]))
  }
  if d.questions.len() > 0 {
    head(d.words.quiz)
    for (i, q) in d.questions.enumerate() { block(below: 5pt, text(size: 9.5pt)[#(i + 1). #q.question #q.options.enumerate().map(((n, o)) => [ #h(4pt) ☐ #o]).join()]) }
    block(above: 6pt, text(size: 7.5pt)[#d.words.answers #d.questions.enumerate().map(((i, q)) => [#(i + 1). #q.answer]).join([ ])])
  }
}
`;
