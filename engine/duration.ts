// ISO 8601 durations, as `after` uses them.

/** Years and months count by the calendar (UTC); the rest is exact. */
export type Duration = { months: number; ms: number }

const pattern =
  /^P(?!$)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?=\d)(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/** `P90D`, `PT4H30M`, `P1Y6M`; undefined for anything else. */
export function parseDuration(text: string): Duration | undefined {
  const match = pattern.exec(text)
  if (!match) return undefined
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1).map(part => Number(part ?? 0))
  return {
    months: years! * 12 + months!,
    ms: ((((weeks! * 7 + days!) * 24 + hours!) * 60 + minutes!) * 60 + seconds!) * 1000,
  }
}

/** The instant that lies `duration` after `start`. A month's end stays within its month: Jan 31 + P1M is Feb 28. */
export function addDuration(start: Date, duration: Duration): Date {
  const end = new Date(start)
  if (duration.months > 0) {
    const day = end.getUTCDate()
    end.setUTCDate(1)
    end.setUTCMonth(end.getUTCMonth() + duration.months)
    const lastDay = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate()
    end.setUTCDate(Math.min(day, lastDay))
  }
  return new Date(end.getTime() + duration.ms)
}
