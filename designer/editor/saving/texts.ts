// The words of saving, of what others save, and of what was not saved.

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

export const words = {
  savedAfterAll: 'The server is back, and everything is saved.',
  youElsewhere: 'you in another window',
  states: {
    saved: 'Saved',
    unsaved: 'Not saved yet',
    saving: 'Saving …',
    away: 'Waiting for the server. Your work is kept in this browser and saved when it is back',
    'signed-out': 'Signed out. Your work is kept in this browser and saved when you are back',
    refused: (sentence: string) => `Cannot be saved: ${sentence} Your work is kept in this browser.`,
    conflict: 'Not saved: waits for your choice',
  },
  choose: 'Choose …',
  conflict: {
    title: 'Somebody else has changed this draft',
    text: (who: string, count: number) =>
      `${count === 1 ? 'One thing was' : `${count} things were`} changed both here and by ${who}: choose what counts. Everything else is brought together by itself, and nothing is overwritten until you save.`,
    unreadable: (who: string) =>
      `What was saved by ${who} cannot be drawn: it was not written by the designer, or was changed by hand. Nothing was overwritten.`,
    sides: 'What changed since you both began',
    byMine: 'Changed here',
    byTheirs: (who: string) => `Changed by ${who}`,
    mine: 'Mine',
    theirs: (who: string) => `As saved by ${who}`,
    was: 'It was',
    gone: 'Removed',
    absent: '(nothing)',
    allMine: 'Mine everywhere',
    allTheirs: 'Theirs everywhere',
    copyMine: 'Copy my draft',
    copyTheirs: 'Copy the other draft',
    copied: 'Copied',
    save: 'Save both together',
    left: (count: number) => `${plural(count, 'choice is', 'choices are')} left`,
    later: 'Go on drawing, choose later',
    keepMine: 'Save mine over it',
    bothMoved: (count: number) =>
      `${plural(count, 'state was', 'states were')} moved by both: ${count === 1 ? 'it stands' : 'they stand'} where you put ${count === 1 ? 'it' : 'them'}.`,
    renamed: (count: number) =>
      count === 1
        ? 'A state that you both added under one key is there twice: yours has another key.'
        : `${count} states that you both added under one key are there twice: yours have other keys.`,
    list: 'Choose what counts',
    show: 'Show the drawing of',
  },
  taken: {
    title: 'Changes by others',
    one: (who: string, count: number) =>
      count === 0
        ? `Saved by ${who}: states are drawn elsewhere now; what the process says is the same.`
        : `Saved by ${who}: ${plural(count, 'change', 'changes')} came into your drawing.`,
    undo: 'Take them back out',
    details: 'What changed',
    close: 'Close this notice',
  },
  leftBehind: {
    title: 'Work that was not saved',
    text: (when: string) => `You have work from ${when} that was not saved.`,
    take: 'Take it',
    compare: 'Compare',
    discard: 'Throw it away',
    discardSure: 'Throw it away for good',
    taken: 'Your work is back on the drawing. Undo takes it away again.',
    comparing: (when: string) => `Your work from ${when}, compared with the draft as it is now`,
    mine: (when: string) => `Your work from ${when}`,
    now: 'the draft as it is now',
    who: 'somebody meanwhile',
  },
  mend: {
    title: 'This draft cannot be drawn',
    text: 'It was not written by the designer, or was changed by hand. Mend it here: when nothing is wrong any more, it is drawn.',
    look: 'It was not written by the designer, or was changed by hand. Its owner can mend it here.',
    label: 'The draft as JSON',
    problems: (count: number) => `What is wrong (${count})`,
    sound: 'Nothing is wrong any more.',
    at: (line: number | undefined, at: string) =>
      line === undefined ? (at === '' ? 'At the top' : at) : `Line ${line}`,
    save: 'Save and draw it',
    published: (version: number) => `Go on from version ${version} instead`,
    publishedHint: 'What is here now is replaced; copy it first if you need it.',
    copy: 'Copy the text',
    moved: 'Somebody else has saved in between. Copy your text, then load the page again.',
  },
}
