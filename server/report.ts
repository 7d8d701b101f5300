// What an import did, as Markdown for people. Everything in it stands in the import's result; nothing is
// computed here but shares of what is counted there.

import type { ImportResult, ToldRow } from './import/result.ts'

export function toMarkdown(result: ImportResult): string {
  const sections = [
    header(result),
    rows(result),
    funnel(result),
    conversion(result),
    promises(result),
    contradictions(result),
    refusals(result),
    reported(result),
    supplied(result),
  ]
  return `${sections.filter(Boolean).join('\n\n')}\n`
}

function header({ mapping, process, version, registers, horizon, cases, won }: ImportResult): string {
  const registerList = Object.entries(registers).map(([name, version]) => `${name} ${version}`)
  return [
    `# ${text(mapping.title)}`,
    `${count(cases.found, 'case')} of the process \`${process}\`, version ${version}${won > 0 ? `; ${number(won)} won` : ''}. ` +
      (horizon === null ? '' : `Timers fired until ${horizon}. `) +
      (registerList.length === 0
        ? ''
        : `Rules read these versions of the registers: ${registerList.join(', ')}.`),
    ...(mapping.assumptions.length === 0
      ? []
      : [
          '## What the mapping takes for granted',
          mapping.assumptions.map(line => `- ${text(line)}`).join('\n'),
        ]),
  ].join('\n\n')
}

function rows({ sources, rows, lookedUp, events, cases }: ImportResult): string {
  return [
    '## Rows and events',
    table(
      ['File', 'Rows', 'Accepted', 'Refused', 'Reported'],
      [
        ...sources.map(({ file, rows, accepted, refused, reported }) => [
          text(file),
          rows,
          accepted,
          refused,
          reported,
        ]),
        ['**All**', rows.read, rows.accepted, rows.refused, rows.reported],
      ],
    ),
    'Every row read is accepted (the process took all its events), refused (it refused one), or reported (the row makes no event).',
    ...(lookedUp > 0 ? [`${count(lookedUp, 'further row')} only looked up by others.`] : []),
    `${count(events.sent, 'event')} sent and ${number(events.repeated)} found on record already; ${number(events.refused)} refused; ` +
      `${count(events.timers, 'timer')} fired. ${count(cases.started, 'case')} started, ${number(cases.repeated)} there already, ` +
      `${number(cases.notStarted)} not started; ${number(cases.open)} open at the end, ${number(cases.closed)} closed.`,
  ].join('\n\n')
}

function funnel({ stages, states, cases }: ImportResult): string {
  const all = cases.open + cases.closed
  const reached = stages.map(({ stage, cases }) => [stage, cases, share(cases, all)])
  return [
    '## Funnel by state',
    ...(stages.length === 0
      ? []
      : ['How many cases ever reached a stage:', table(['Stage', 'Cases', 'Share'], reached)]),
    'Where the cases are now:',
    table(
      ['State', 'Cases', 'Share'],
      states.map(({ state, cases }) => [code(state), cases, share(cases, all)]),
    ),
  ].join('\n\n')
}

function conversion({ groups, groupTitle, won, medianDays, cases }: ImportResult): string {
  if (groupTitle === null) return ''
  const all = cases.open + cases.closed
  return [
    `## Conversion by ${text(groupTitle.toLowerCase())}`,
    table(
      [text(groupTitle), 'Cases', 'Won', 'Share won', 'Median days to win'],
      [
        ...groups.map(({ name, cases, won, share: wonShare, medianDays }) => [
          name === '' ? '(blank)' : text(name),
          cases,
          won,
          percent(wonShare),
          medianDays ?? '',
        ]),
        ['**All**', all, won, share(won, all), medianDays ?? ''],
      ],
    ),
  ].join('\n\n')
}

function promises({ promises }: ImportResult): string {
  const all = promises.reduce((sum, outcome) => sum + outcome.promises, 0)
  if (all === 0) return ''
  return [
    '## Promises',
    table(
      ['Outcome', 'Promises', 'Share', 'With a score', 'Mean score'],
      promises.map(({ outcome, promises, scored, meanScore }) => [
        text(outcome),
        promises,
        share(promises, all),
        scored,
        meanScore === null ? '' : meanScore.toFixed(2),
      ]),
    ),
  ].join('\n\n')
}

function contradictions({ contradictions }: ImportResult): string {
  if (contradictions.length === 0) return ''
  return [
    '## Rows that contradict themselves',
    'They are imported as they stand: nothing was repaired.',
    table(
      ['What', 'Rows', 'For example'],
      contradictions.map(({ title, count, rows }) => [text(title), count, examples(rows)]),
    ),
  ].join('\n\n')
}

function refusals({ refusals }: ImportResult): string {
  return [
    '## Refused by the process',
    refusals.length === 0
      ? 'Nothing.'
      : table(
          ['Event', 'Reason', 'Rule', 'Events', 'What was said first', 'For example'],
          refusals.map(({ event, reason, rules, count, rows }) => [
            code(event),
            reason,
            rules.map(text).join(', '),
            count,
            text(rows[0]?.message ?? ''),
            examples(rows),
          ]),
        ),
  ].join('\n\n')
}

function reported({ reports }: ImportResult): string {
  return [
    '## Reported rows',
    reports.length === 0
      ? 'None.'
      : table(
          ['Source', 'Reason', 'Rows', 'What was said first', 'For example'],
          reports.map(({ source, reason, count, rows }) => [
            source,
            reason,
            count,
            text(rows[0]?.message ?? ''),
            examples(rows),
          ]),
        ),
  ].join('\n\n')
}

function supplied({ supplied, events }: ImportResult): string {
  if (supplied.length === 0) return ''
  return [
    '## Steps that the source did not record',
    `${count(events.supplied, 'event')} supplied by the mapping, and marked as supplied in the histories.`,
    table(
      ['Event', 'Times', 'Why it is supplied'],
      supplied.map(({ event, count, reason }) => [code(event), count, text(reason)]),
    ),
  ].join('\n\n')
}

const examplesShown = 3

function examples(rows: ToldRow[]): string {
  return rows
    .slice(0, examplesShown)
    .map(({ file, line, caseId }) => `${text(file)}:${line}${caseId === null ? '' : ` (${code(caseId)})`}`)
    .join('<br>')
}

function table(head: string[], lines: (string | number)[][]): string {
  const cells = (line: (string | number)[]) =>
    `| ${line.map(cell => (typeof cell === 'number' ? number(cell) : cell)).join(' | ')} |`
  const rules = head.map((_, i) => (typeof lines[0]?.[i] === 'number' ? '---:' : '---'))
  return [cells(head), `| ${rules.join(' | ')} |`, ...lines.map(cells)].join('\n')
}

/** What comes from a log is text, whatever it looks like. */
function text(value: string): string {
  return value
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*|[\]]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, sign => `\\${sign}`)
}

const code = (value: string) => `\`${value.replace(/[\r\n`]+/g, ' ').replaceAll('|', '\\|')}\``

const number = (value: number) => value.toLocaleString('en')
const count = (value: number, what: string) => `${number(value)} ${what}${value === 1 ? '' : 's'}`
const percent = (value: number) => `${(value * 100).toFixed(1)} %`
const share = (part: number, whole: number) => (whole === 0 ? '' : percent(part / whole))
