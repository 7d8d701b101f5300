import { createContext } from 'react'

/**
 * What can be done in the picture itself. A picture that is only looked at has none of it. Always the same object:
 * everything that is drawn asks for it.
 */
export const DiagramActions = createContext<{
  toggle?: (path: string) => void
  rename?: (path: string, text: string) => void
  selectTransition?: (pointer: string, more: boolean) => void
}>({})

/** The state whose title or key is being written. */
export const RenamedState = createContext<{ path: string; field: 'title' | 'key' } | null>(null)
