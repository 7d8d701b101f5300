// The words of the drawing: what can be done, what was done, what is selected.

import { isolated } from '../../ui/isolated.ts'
import type { ActionId } from '../actions.ts'
import type { KeyGroup } from '../keys.ts'

const quoted = (name: string) => `“${isolated(name)}”`
const plural = (count: number, one: string, many: string) => (count === 1 ? one : `${count} ${many}`)

/** “A”, “B” and 3 more */
function names(titles: readonly string[]): string {
  const shown = titles.slice(0, 2).map(quoted)
  const more = titles.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(' and ')
}

export const words = {
  actions: {
    undo: 'Undo',
    redo: 'Redo',
    copy: 'Copy',
    cut: 'Cut',
    paste: 'Paste',
    duplicate: 'Duplicate',
    remove: 'Remove',
    rename: 'Rename',
    'rename-key': 'Rename the key',
    append: 'Add a state',
    'add-atomic': 'Add a plain state',
    'add-compound': 'Add a state with states inside',
    'add-parallel': 'Add several at once',
    'add-final': 'Add an end',
    'add-history': 'Add “where it was before”',
    connect: 'Connect',
    reconnect: 'Lead elsewhere …',
    'make-initial': 'Start here',
    'move-into': 'Move into …',
    'move-out': 'Move out',
    'turn-back': 'A way back, or not',
    move: 'Move what is selected, or the drawing',
    'move-far': 'The same, faster',
    resize: 'Change the size',
    walk: 'Go to the next state in that direction',
    'walk-on': 'The same, and select both',
    'select-all': 'Select all',
    'select-none': 'Select nothing',
    search: 'Find …',
    menu: 'Open the menu',
    'align-left': 'Align left edges',
    'align-centre': 'Align centres',
    'align-right': 'Align right edges',
    'align-top': 'Align top edges',
    'align-middle': 'Align middles',
    'align-bottom': 'Align bottom edges',
    'distribute-horizontally': 'Equal gaps across',
    'distribute-vertically': 'Equal gaps down',
    tidy: 'Tidy up',
    collapse: 'Hide what is inside',
    expand: 'Show what is inside',
    'collapse-all': 'Hide what is inside, everywhere',
    'expand-all': 'Show what is inside, everywhere',
    'zoom-in': 'Larger',
    'zoom-out': 'Smaller',
    'actual-size': 'Actual size',
    fit: 'Show all',
    'zoom-selection': 'Show what is selected',
    save: 'Save now',
    properties: 'Properties',
    problems: 'Problems',
    keys: 'Keys',
  } satisfies Record<ActionId, string>,

  groups: {
    draw: 'Draw',
    change: 'Change',
    select: 'Find and select',
    view: 'Look',
    page: 'The page',
  } satisfies Record<KeyGroup['group'], string>,
  mouse: {
    title: 'With the mouse',
    rows: [
      { hand: 'Drag an edge’s dot', does: 'Connect; let go on nothing to add a state there' },
      { hand: 'Shift + drag', does: 'Select what lies in a rectangle' },
      { hand: 'Shift + click', does: 'Select one more' },
      { hand: 'Alt + drag', does: 'Move without snapping' },
      { hand: 'Space + drag', does: 'Move the drawing, also over states' },
      { hand: 'Ctrl + wheel', does: 'Larger, smaller' },
      { hand: 'Double click', does: 'Rename' },
    ],
  },
  keysTitle: 'Keys',
  keysHint:
    'They work in the drawing, and are off while you write. Tab leaves the drawing when nothing is selected, Shift + Tab always.',
  close: 'Close',
  arrows: 'arrows',
  menuKey: 'Menu',
  or: 'or',

  palette: 'New states',
  kinds: {
    atomic: 'State',
    compound: 'With states inside',
    parallel: 'Several at once',
    final: 'End',
    history: 'Where it was',
  },
  newTitles: {
    atomic: 'New state',
    compound: 'New group',
    parallel: 'New group of several at once',
    final: 'End',
    history: 'Where it was before',
  },
  empty: {
    title: 'Nothing is drawn yet',
    text: 'Drag a state from the left to here, or press N. The first one is where every case begins.',
  },
  menu: 'What can be done here',
  align: 'Align and distribute',
  more: 'More',
  append: (title: string) => `Add a state after ${title}`,
  grip: { start: 'Drag to begin elsewhere', end: 'Drag to lead elsewhere' },
  minimap: 'Overview',

  find: {
    title: 'Find in this process',
    hint: 'A state, transition, rule or event',
    none: 'Nothing is called that.',
    kinds: { state: 'State', transition: 'Transition', event: 'Event', rule: 'Rule' },
    usedBy: (count: number) => `used by ${plural(count, 'one transition', 'transitions')}`,
    unused: 'not used by a transition',
    count: (count: number) => plural(count, 'One found', 'found'),
  },

  move: {
    title: (count: number) => `Move ${plural(count, 'the state', 'states')} into …`,
    into: 'Into',
    now: 'Move',
  },
  reconnect: { title: 'Lead this transition elsewhere', from: 'From', to: 'To', now: 'Change' },

  selected: {
    none: 'Nothing selected',
    state: (title: string, kind: string, where: string | null, on: number) =>
      `${title}, ${kind}${where ? `, in ${where}` : ''}, ${
        on === 0 ? 'leads nowhere' : `leads on by ${plural(on, 'one transition', 'transitions')}`
      }`,
    transition: (title: string, from: string, to: string) => `Transition ${title}, from ${from} to ${to}`,
    several: (count: number) => `${count} selected`,
  },

  done: {
    addedState: (title: string, from: string | null) =>
      `Added state ${quoted(title)}${from === null ? '' : `, connected from ${quoted(from)}`}`,
    removed: (titles: readonly string[]) => `Removed ${names(titles)}`,
    renamed: (title: string) => `Renamed to ${quoted(title)}`,
    renamedKey: (key: string) => `The key is now ${quoted(key)}; what names it has followed`,
    changedState: (title: string) => `Changed ${quoted(title)}`,
    changedKind: (title: string, kind: string) => `${quoted(title)} is now: ${kind}`,
    movedInto: (titles: readonly string[], into: string) => `Moved ${names(titles)} into ${quoted(into)}`,
    moved: (titles: readonly string[]) => `Moved ${names(titles)}`,
    resized: (title: string) => `Changed the size of ${quoted(title)}`,
    collapsed: (titles: readonly string[]) => `Hid what is inside ${names(titles)}`,
    expanded: (titles: readonly string[]) => `Showed what is inside ${names(titles)}`,
    arranged: 'Arranged the drawing',
    addedTransition: (from: string, to: string) => `Connected ${quoted(from)} to ${quoted(to)}`,
    changedTransition: 'Changed the transition',
    removedTransitions: (count: number) => `Removed ${plural(count, 'the transition', 'transitions')}`,
    addedName: (what: 'event' | 'rule', name: string) => `Added the ${what} ${quoted(name)}`,
    changedName: (what: 'event' | 'rule', name: string) => `Changed the ${what} ${quoted(name)}`,
    removedName: (what: 'event' | 'rule', name: string) => `Removed the ${what} ${quoted(name)}`,
    changedData: 'Changed the case data',
    changedProcess: 'Changed the process',
    pasted: (titles: readonly string[]) => `Pasted ${names(titles)}`,
    replaced: 'Replaced the whole draft',
    undid: (what: string) => `Undid: ${what}`,
    redid: (what: string) => `Done again: ${what}`,
    copied: (count: number) => `Copied ${plural(count, 'one state', 'states')}`,
  },
  keysInShort:
    'N adds a state, C connects, Alt with an arrow goes to the next state, question mark lists all keys. While a ' +
    'state is selected, Tab adds one after it; Escape selects nothing, and Tab then leaves the drawing. Shift with ' +
    'Tab always leaves it.',
  cannotCopy: 'The browser did not let the clipboard be used. Press the keys instead.',
  nothingToPaste: 'What is on the clipboard was not copied from a drawing.',
}
