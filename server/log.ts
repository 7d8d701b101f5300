export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]
type Line = Exclude<LogLevel, 'silent'>

export type Log = Record<Line, (message: string, fields?: Record<string, unknown>) => void>

/** One JSON object a line, on stderr: what a program prints for people stays apart on stdout. */
export function createLog(
  level: LogLevel,
  write: (line: string) => void = line => process.stderr.write(line),
  now: () => Date = () => new Date(),
): Log {
  const line =
    (name: Line): Log[Line] =>
    (message, fields = {}) => {
      if (logLevels.indexOf(name) < logLevels.indexOf(level)) return
      write(`${JSON.stringify({ at: now().toISOString(), level: name, message, ...plain(fields) })}\n`)
    }
  return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') }
}

/** Errors have nothing that JSON shows; their message, stack and causes are what a reader of logs looks for. */
function plain(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, value instanceof Error ? errorFields(value) : value]),
  )
}

function errorFields(error: Error, depth = 0): Record<string, unknown> {
  const cause = error.cause instanceof Error && depth < 5 ? errorFields(error.cause, depth + 1) : undefined
  return { name: error.name, message: error.message, stack: error.stack, ...(cause && { cause }) }
}
