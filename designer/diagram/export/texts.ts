export const words = {
  export: 'Export',
  picture: 'Picture',
  text: 'Text',
  svg: 'SVG',
  png: 'PNG, twice the size',
  mermaid: 'Mermaid',
  json: 'Definition (JSON)',
  xstate: 'XState (JSON)',
  scxml: 'SCXML',
  failed: 'The picture could not be made into a PNG. Take the SVG: it shows the same.',
}
