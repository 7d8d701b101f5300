/** As a `ref` of what takes the place of what had the focus; once, because it is the same function each time. */
export const takeFocus = (element: HTMLElement | null) => element?.focus()
