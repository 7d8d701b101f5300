// Instants as the clocks of the reader show them, for inputs of the kind `datetime-local`, and back.

/** `2026-12-01T09:30` in the reader's zone; '' for what is no instant. */
export function localOf(instant: string): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return ''
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** In UTC; undefined for what is no time yet. */
export function instantOf(local: string): string | undefined {
  const at = new Date(local)
  return local === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}
