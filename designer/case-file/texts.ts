export const words = {
  title: (name: string) => `Case file of ${name}`,
  empty: 'There is no case in this file. It was saved only in part, or something has taken the case out.',
  damaged: (why: string) => `This file is damaged: what is in it cannot be read (${why}).`,
  parts: 'parts of the case are missing',
  other: 'What is in this file is no case of Throughline.',
  newer: 'This file was written by a newer Throughline, and this program does not know its form.',
  notShown: 'The case file cannot be shown',
  checking: 'Checking …',
  checked:
    'Computed just now by the engine in this file, without a network. Compare the name of the log below with what was told to you elsewhere. Not proven: when this file was made, and how the states are laid out.',
  tampered: 'This file is not as it was signed. What it shows is not what was on record.',
  made: 'Made',
  facts: {
    case: 'Case',
    process: 'Process',
    version: (n: number) => `version ${n}`,
    entries: 'Entries',
    log: 'Log',
  },
  print: 'Print',
  printed: 'Every entry',
}
