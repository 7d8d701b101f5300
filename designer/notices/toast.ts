// A word about what has just happened to the reader, which goes by itself. The library loads with the first one.

import { words } from './texts.ts'

export type Toast = {
  title: string
  text?: string
  /** `failed` is said at once by a screen reader and stays until it is closed; `done` waits for a pause */
  kind: 'done' | 'failed'
  /** in the place of an earlier one of this name */
  id?: string
}

export function toast({ title, text = '', kind, id }: Toast): void {
  void import('@mantine/notifications').then(({ notifications }) => {
    const isFailed = kind === 'failed'
    const shown = {
      ...(id !== undefined && { id }),
      title,
      message: text,
      color: isFailed ? 'var(--refused)' : 'var(--kept)',
      role: isFailed ? 'alert' : 'group',
      autoClose: isFailed ? (false as const) : 5_000,
      closeButtonProps: { 'aria-label': words.close },
    }
    if (id !== undefined) notifications.hide(id)
    notifications.show(shown)
  })
}
