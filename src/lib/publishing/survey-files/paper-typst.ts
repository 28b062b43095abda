/**
 * A questionnaire to be filled by hand, in Typst; what it prints comes in as data, as in the sheets. Boxes are thin lines:
 * they hold after a photocopy and take little ink.
 */
export const PAPER_LAYOUT = `
#let d = json(bytes(sys.inputs.datos))
#set document(title: d.title)
#set page(paper: "a4", margin: (x: 16mm, top: 14mm, bottom: 18mm), footer-descent: 2mm, footer: context [
  #set text(size: 7.5pt)
  #line(length: 100%, stroke: 0.4pt)
  #grid(columns: (1fr, auto), [#d.form · #d.overline], [*Yupay* · #counter(page).display("1 / 1", both: true)])
])
#set text(lang: d.language, font: ("Libertinus Serif", "New Computer Modern"), size: 10pt)
#set par(leading: 0.5em)
#let boxes(n) = stack(dir: ltr, ..range(n).map(_ => rect(width: 5.4mm, height: 6.4mm, stroke: 0.5pt)))
#let square = box(baseline: 1.2pt, rect(width: 3.2mm, height: 3.2mm, stroke: 0.5pt))
#text(size: 9pt, d.overline)
#v(-4pt)
#text(size: 18pt, weight: "bold", d.title)
#v(-6pt)
#text(size: 9pt, d.about)
#block(above: 6pt, below: 8pt, grid(columns: (1fr, 1fr), column-gutter: 8mm, row-gutter: 5pt, ..d.head.map(h => grid(columns: (1fr, auto), align: (left + horizon, right), text(size: 8.5pt, h.name), boxes(h.boxes)))))
#if d.consent != "" { block(stroke: 0.8pt, inset: 7pt, width: 100%, breakable: true)[
  #text(weight: "bold", size: 9.5pt, d.consentTitle) \\
  #text(size: 10pt, d.consent)
] }
#text(size: 8.5pt, style: "italic", d.privacy)
#for l in d.lines {
  if l.kind == "titulo" {
    block(above: 12pt, below: 5pt, sticky: true)[
      #text(size: 12pt, weight: "bold", l.text)
      #for n in l.notes { block(above: 3pt, below: 2pt, text(size: 8.5pt, n)) }
    ]
  } else if l.kind == "nota" { block(above: 5pt, below: 5pt, inset: (left: 11mm), text(size: 9.5pt, style: "italic", l.text)) } else {
    block(above: 7pt, below: 5pt, breakable: l.codes.len() > 12, width: 100%, grid(columns: (10mm, 1fr), column-gutter: 1mm,
      text(weight: "bold", l.number),
      [
        #grid(columns: (1fr, auto), column-gutter: 4mm,
          [#text(weight: "bold", l.text) #for n in l.notes { block(above: 3pt, below: 2pt, text(size: 8pt, n)) }],
          if l.control == "una" { boxes(calc.max(1, ..l.codes.map(c => c.number.len()))) } else if l.control == "numero" { boxes(l.boxes) } else if l.control == "fecha" { boxes(8) } else if l.control == "hora" { boxes(4) })
        #if l.control == "texto" { v(5mm); line(length: 100%, stroke: 0.4pt) }
        #if l.codes.len() > 0 { block(above: 4pt, grid(columns: (1fr, 1fr), column-gutter: 6mm, row-gutter: 4pt, ..l.codes.map(c => [
          #if l.control == "varias" { square } #box(width: if c.number.len() > 2 { 9mm } else { 5mm }, text(weight: "bold", c.number)) #c.label #if c.go != "" { text(size: 8.5pt, weight: "bold")[→ #c.go] }
        ]))) }
      ]))
    line(length: 100%, stroke: 0.2pt)
  }
}
`;
