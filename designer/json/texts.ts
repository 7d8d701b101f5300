// The words of the JSON view.
export const words = {
  label: 'The definition as JSON',
  about:
    'The same draft as text. What you change here counts when you apply it; undo brings back what was there.',
  hint: 'Ctrl+Space proposes fields and values, Ctrl+F searches. Escape, then Tab, leaves the text.',
  apply: 'Apply',
  back: 'As it is drawn',
  changed: 'Changed, not applied yet',
  moved: 'The drawing has changed since you began to write here. Applying this replaces it.',
  wrong: 'This cannot be applied yet:',
  notes: 'This can be applied. What the check says of it:',
  at: (line: number | undefined) => (line === undefined ? '' : `Line ${line}: `),
  more: (count: number) => `and ${count} more`,
  download: 'Download the definition',
  downloadXstate: 'Download as XState machine',
  types: {
    object: 'fields',
    array: 'list',
    string: 'text',
    number: 'number',
    integer: 'whole number',
    boolean: 'true or false',
  },
}
