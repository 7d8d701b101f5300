import type { MouseEvent } from 'react'
import { flushSync } from 'react-dom'
import { isTyping } from '../keys.ts'

/**
 * For a part of the page whose fields count when they are left. A field that is left can change its height, and a
 * button below or beside it would then be somewhere else before the mouse button is up: the click would be lost. So
 * the field is left at the click, not before, and what it said is known to the button.
 */
export const leaveFirst = {
  onMouseDown(event: MouseEvent) {
    if (buttonOf(event) && typingIn()) event.preventDefault()
  },
  onClickCapture(event: MouseEvent) {
    const field = typingIn()
    const button = buttonOf(event)
    // Enter in a form clicks its button as well, and stays in the field.
    if (!button || !field || event.detail === 0) return
    flushSync(() => field.blur())
    button.focus()
  },
}

const buttonOf = ({ target }: MouseEvent): HTMLElement | null =>
  // Buttons inside a code editor are part of the field.
  target instanceof Element && !target.closest('.cm-editor') ? target.closest('button') : null

const typingIn = (): HTMLElement | null => {
  const { activeElement } = document
  return activeElement instanceof HTMLElement && isTyping(activeElement) ? activeElement : null
}
