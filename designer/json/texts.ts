// The words of the JSON view.
export const words = {
  label: 'The definition as JSON',
  about:
    'The same draft as text. What you change here counts when you apply it; undo brings back what was there.',
  apply: 'Apply',
  back: 'As it is drawn',
  changed: 'Changed, not applied yet',
  wrong: 'This cannot be applied yet:',
  at: (line: number | undefined) => (line === undefined ? '' : `Line ${line}: `),
  download: 'Download the definition',
  downloadXstate: 'Download as XState machine',
}
