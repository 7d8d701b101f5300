/** Runs work once what is shown now has been painted; soon, too, in a tab that paints nothing. */
export function afterPaint(work: () => void): void {
  let isDone = false
  const once = () => {
    if (isDone) return
    isDone = true
    work()
  }
  requestAnimationFrame(() => setTimeout(once))
  setTimeout(once, 250)
}
