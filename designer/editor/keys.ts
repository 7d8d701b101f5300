// What keys mean on the canvas. Off while somebody types.

export type Command =
  | 'undo'
  | 'redo'
  | 'copy'
  | 'cut'
  | 'paste'
  | 'duplicate'
  | 'remove'
  | 'select-all'
  | 'rename'
  | 'append'
  | 'connect'
  | 'save'
  | 'fit'
  | 'nothing'
  | { move: { x: number; y: number } }
  | { walk: 'next' | 'before' }

export type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

const withControl: Record<string, Command> = {
  z: 'undo',
  y: 'redo',
  c: 'copy',
  x: 'cut',
  v: 'paste',
  d: 'duplicate',
  a: 'select-all',
  s: 'save',
}
const alone: Record<string, Command> = {
  delete: 'remove',
  backspace: 'remove',
  f2: 'rename',
  enter: 'rename',
  n: 'append',
  tab: 'append',
  c: 'connect',
  '1': 'fit',
  escape: 'nothing',
}
const arrows: Record<string, [x: number, y: number]> = {
  arrowleft: [-1, 0],
  arrowright: [1, 0],
  arrowup: [0, -1],
  arrowdown: [0, 1],
}

export function commandOf({ key, ctrlKey, metaKey, shiftKey, altKey }: Key): Command | undefined {
  const name = key.toLowerCase()
  if (ctrlKey || metaKey) return shiftKey ? (name === 'z' ? 'redo' : undefined) : withControl[name]
  const arrow = arrows[name]
  if (arrow && altKey) return { walk: arrow[0] + arrow[1] > 0 ? 'next' : 'before' }
  if (arrow) return { move: { x: arrow[0] * (shiftKey ? 40 : 8), y: arrow[1] * (shiftKey ? 40 : 8) } }
  return shiftKey || altKey ? undefined : alone[name]
}

/** Whether the keys belong to whatever has the focus. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable="true"]') !== null
