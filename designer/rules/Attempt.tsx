import { Button, NativeSelect, SegmentedControl, TextInput, VisuallyHidden } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useId, useMemo, useState } from 'react'
import { type Registers, registerNames } from '../../engine/case.ts'
import { caseName } from '../../engine/case-name.ts'
import type { Definition } from '../../engine/definition.ts'
import type { Json } from '../../engine/json.ts'
import type { Register } from '../answers.ts'
import { api, queries } from '../queries.ts'
import { formatValue } from '../ui/format.ts'
import { CheckSign, CrossSign, QuestionSign } from '../ui/signs.tsx'
import { Fields } from '../work/Fields.tsx'
import { fieldsOf } from '../work/form.ts'
import classes from './Attempt.module.css'
import type { Gives } from './check.ts'
import { labelOf } from './name-at.ts'
import type { Names } from './names.ts'
import { type Asked, answerTo, askedBy, parts, type Sample, scopeOn } from './sample.ts'
import { useSample } from './sample-store.ts'
import { words } from './texts.ts'
import { VerdictTree } from './VerdictTree.tsx'

type Props = {
  /** of the expression */
  label: string
  definition: Definition
  events: string[]
  names: Names
  text: string
  gives: Gives
  registers: Register[]
  isWrong: boolean
}

/** What an expression comes to on data that somebody filled in, or on a real case: live, while it is written. */
export function Attempt({ label, definition, events, names, text, gives, registers, isWrong }: Props) {
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const [source, setSource] = useState<'sample' | 'real'>('sample')
  const [chosen, setChosen] = useState<{ id: string; name: string } | null>(null)
  const [sample, setSample] = useSample(definition.id)
  const me = useQuery(queries.me()).data
  const real = useQuery({
    queryKey: ['attempt', chosen?.id],
    enabled: source === 'real' && chosen !== null,
    queryFn: async () => {
      const [{ snapshot }, { activeStates }] = await Promise.all([
        api.replay(chosen!.id),
        api.case(chosen!.id),
      ])
      return { snapshot, activeStates }
    },
  })
  const inForce = useMemo(
    (): Registers =>
      Object.fromEntries(
        registers
          .filter(({ name }) => registerNames.includes(name))
          .map(({ name, version, content }) => [name, { version, content }]),
      ),
    [registers],
  )
  const isReal = source === 'real' && real.data !== undefined
  const asked = useMemo(() => askedBy(text, definition, events), [text, definition, events])
  const answer = useMemo(() => {
    if (!me || text.trim() === '' || !asked) return null
    const ground = isReal
      ? { sample, snapshot: real.data.snapshot, activeStates: real.data.activeStates }
      : { sample, snapshot: null, activeStates: [] }
    const around = { definition, events, registers: inForce, me, now: new Date() }
    return answerTo(text, gives, scopeOn(ground, around))
  }, [me, text, asked, isReal, sample, real.data, definition, events, inForce, gives])

  // Where nothing else is said, it is the sample: shown by the form, said to whoever does not see it.
  const on = isReal ? (
    words.attempt.onCase(chosen?.name ?? '')
  ) : (
    <VisuallyHidden component="span">{words.attempt.onSample}</VisuallyHidden>
  )
  const isCertain = answer !== null && !isWrong
  return (
    <section className={classes.attempt} aria-label={words.attempt.title(label)}>
      <div className={classes.strip}>
        <p role="status" className={classes.outcome}>
          {isCertain ? <Outcome answer={answer} on={on} /> : text.trim() !== '' && words.attempt.error}
        </p>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={words.attempt.openOf(label)}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          {words.attempt.open}
        </Button>
      </div>
      <div id={id} hidden={!isOpen} className={classes.panel}>
        {isOpen && (
          <>
            <SegmentedControl
              size="xs"
              aria-label={words.attempt.on}
              value={source}
              onChange={value => setSource(value as 'sample' | 'real')}
              data={[
                { value: 'sample', label: words.attempt.sample },
                { value: 'real', label: words.attempt.real },
              ]}
            />
            {source === 'real' && (
              <CaseChoice process={definition.id} chosen={chosen?.id ?? null} onChoose={setChosen} />
            )}
            {source === 'real' && real.error && <p role="alert">{real.error.message}</p>}
            {asked && (
              <SampleFields {...{ asked, sample, names }} isReal={source === 'real'} onChange={setSample} />
            )}
            {isCertain && 'clause' in answer && (
              <VerdictTree clause={answer.clause} label={path => labelOf(names, path)} />
            )}
          </>
        )}
      </div>
    </section>
  )
}

function Outcome({ answer, on }: { answer: ReturnType<typeof answerTo>; on: ReactNode }) {
  if ('error' in answer)
    return (
      <span data-outcome="unknown">
        <QuestionSign /> {words.attempt.unknown} {on}: {answer.error}
      </span>
    )
  if ('value' in answer)
    return (
      <span>
        {words.attempt.gives(briefly(answer.value))} {on}
      </span>
    )
  const { outcome } = answer.clause
  return (
    <span data-outcome={outcome}>
      {outcome === 'pass' ? <CheckSign /> : outcome === 'fail' ? <CrossSign /> : <QuestionSign />}{' '}
      <strong>
        {outcome === 'pass'
          ? words.attempt.passes
          : outcome === 'fail'
            ? words.attempt.fails
            : words.attempt.unknown}
      </strong>{' '}
      {on}
    </span>
  )
}

/** Records are shown as they are written. */
function briefly(value: Json): string {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : formatValue(value)
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}

type FieldsProps = {
  asked: Asked
  sample: Sample
  names: Names
  isReal: boolean
  onChange(sample: Sample): void
}

function SampleFields({ asked, sample, names, isReal, onChange }: FieldsProps) {
  const formId = useId()
  // Of a real case, only what is not known of it: the event and who sends it.
  const wanted = parts.filter(part => asked[part] && (!isReal || part === 'event' || part === 'actor'))
  const asksState = asked.state && !isReal
  if (wanted.length === 0 && !asksState) return isReal ? null : <p>{words.attempt.nothing}</p>
  return (
    <div className={classes.fields}>
      <p className={classes.note}>{words.attempt.fields}</p>
      {wanted.map(part => (
        <fieldset key={part}>
          <legend>{words.attempt.parts[part]}</legend>
          <Fields
            formId={`${formId}${part}`}
            fields={fieldsOf(asked[part])}
            draft={sample[part]}
            violations={[]}
            path={[]}
            onChange={draft => onChange({ ...sample, [part]: draft })}
          />
        </fieldset>
      ))}
      {asksState && (
        <NativeSelect
          label={words.attempt.state}
          value={sample.state}
          data={[
            { value: '', label: words.attempt.nowhere },
            ...names.states.map(({ value, label }) => ({
              value: String(value),
              label: `${label} (${value})`,
            })),
          ]}
          onChange={event => onChange({ ...sample, state: event.currentTarget.value })}
        />
      )}
    </div>
  )
}

type ChoiceProps = {
  process: string
  chosen: string | null
  onChoose(chosen: { id: string; name: string }): void
}

function CaseChoice({ process, chosen, onChoose }: ChoiceProps) {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 250)
  const found = useQuery({
    queryKey: ['attempt-cases', process, q],
    queryFn: () => api.cases({ process, limit: 6, ...(q !== '' && { q }) }),
    placeholderData: before => before,
  })
  return (
    <div className={classes.cases}>
      <TextInput
        type="search"
        label={words.attempt.case}
        description={words.attempt.caseHint}
        value={typed}
        onChange={event => setTyped(event.currentTarget.value)}
      />
      {found.error && <p role="alert">{found.error.message}</p>}
      {found.data?.items.length === 0 && <p>{words.attempt.noCase}</p>}
      <ul>
        {found.data?.items.map(({ id, data }) => {
          const name = caseName(data) ?? id
          return (
            <li key={id}>
              <Button
                variant={id === chosen ? 'light' : 'subtle'}
                size="compact-sm"
                fullWidth
                justify="space-between"
                aria-pressed={id === chosen}
                rightSection={name === id ? null : <small>{id}</small>}
                onClick={() => onChoose({ id, name })}
              >
                {name}
              </Button>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
