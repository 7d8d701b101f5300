import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import type { CaseFindings } from '../../engine/case-file.ts'
import { changesBetween } from '../audit/changes.ts'
import { labelOfKeys } from '../audit/label-of-keys.ts'
import type { Loaded } from '../audit/load-history.ts'
import { words as proofWords } from '../audit/proof/texts.ts'
import { type Around, tellItem } from '../audit/tell-item.ts'
import { stepAt } from '../audit/trail.ts'
import { formatExactly, formatValue } from '../ui/format.ts'
import { labelsOf } from '../work/labels.ts'
import own from './CaseFile.module.css'
import { words } from './texts.ts'

/** On paper nothing can be opened: all that was found, and every entry with what it changed. Only there. */
export function Printed({
  loaded,
  around,
  checked,
}: {
  loaded: Loaded
  around: Around
  checked: CaseFindings | undefined
}) {
  const isPrinting = usePrinting()
  if (!isPrinting) return null
  const { trail, count } = loaded
  const labelOf = labelsOf(around.definition.data)
  return (
    <div className={own.printed}>
      <ul>
        {checked?.findings.map(({ check, outcome, sentence }) => (
          <li key={check}>
            <strong>
              {proofWords.checks[check]}: {proofWords.outcomes[outcome]}.
            </strong>{' '}
            {sentence}
          </li>
        ))}
      </ul>
      <h2>{words.printed}</h2>
      <ol>
        {Array.from({ length: count }, (_, position) => {
          const { seq, who, what, afterwards, at } = tellItem(trail, position, around)
          const before = position > 0 ? stepAt(trail, position - 1)?.to.data : undefined
          const changes = changesBetween(before ?? {}, stepAt(trail, position)?.to.data ?? {})
          return (
            <li key={seq} value={seq}>
              <p>
                {who !== '' && `${who}: `}
                <strong>{what}</strong> {afterwards} {at !== null && <time>{formatExactly(at)}</time>}
              </p>
              {changes
                .filter(({ keys }) => keys.length > 0)
                .map(({ keys, before, after }) => (
                  <p key={keys.join('/')} className={own.change}>
                    {labelOfKeys(keys, labelOf)}: {before === undefined ? '' : `${formatValue(before)} → `}
                    {formatValue(after)}
                  </p>
                ))}
            </li>
          )
        })}
      </ol>
    </div>
  )
}

/** True while the page is being printed: it is drawn before the browser looks. */
function usePrinting(): boolean {
  const [isPrinting, set] = useState(false)
  useEffect(() => {
    const media = window.matchMedia('print')
    const change = () => flushSync(() => set(media.matches))
    const begin = () => flushSync(() => set(true))
    const end = () => set(false)
    media.addEventListener('change', change)
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', end)
    return () => {
      media.removeEventListener('change', change)
      window.removeEventListener('beforeprint', begin)
      window.removeEventListener('afterprint', end)
    }
  }, [])
  return isPrinting
}
