import { Autocomplete, Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { queries } from '../../queries.ts'
import { humanise } from '../../ui/format.ts'
import { type Naming, partsOfData } from './describe.ts'
import classes from './Find.module.css'
import {
  type Change,
  type FilterName,
  type FindSearch,
  kinds,
  origins,
  outcomes,
  spans,
} from './find-search.ts'
import { PickFacet, PickFixed } from './PickList.tsx'
import { words } from './texts.ts'
import { useChoices } from './use-choices.ts'

type Props = { search: FindSearch; naming: Naming; apply(change: Change): void }

/** Where one filter is set. */
export function FilterEditor({ name, ...props }: Props & { name: FilterName }) {
  const { search, naming, apply } = props
  const label = words.choose(words.filters[name])
  const fixed = (values: Record<string, string>, order: readonly string[]) => (
    <PickFixed
      label={label}
      choices={order.map(value => ({ value, label: values[value] ?? value }))}
      pick={value => apply({ [name]: value })}
    />
  )
  const facet = (kind: Parameters<typeof useChoices>[0], labelOf: (value: string) => string) => (
    <PickFacet
      {...{ label, kind, labelOf }}
      process={search.process}
      pick={value => apply({ [name]: value })}
    />
  )
  const editors: Record<FilterName, () => ReactNode> = {
    process: () => <ProcessEditor {...props} />,
    kind: () => fixed(words.kinds, kinds),
    refusal: () => fixed(words.refusals, Object.keys(words.refusals)),
    event: () => facet('event', naming.event),
    actor: () => facet('actor', naming.person),
    role: () => facet('role', humanise),
    time: () => <TimeEditor {...props} />,
    state: () => facet('state', naming.state),
    rule: () => <RuleEditor {...props} />,
    promise: () => facet('promise', humanise),
    data: () => <DataEditor {...props} />,
    origin: () => fixed(words.origins, origins),
    case: () => <CaseEditor search={search} apply={apply} />,
  }
  return editors[name]()
}

function Form({ children, isReady, submit }: { children: ReactNode; isReady: boolean; submit(): void }) {
  return (
    <form
      className={classes.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        if (isReady) submit()
      }}
    >
      {children}
      <Button type="submit" disabled={!isReady}>
        {words.apply}
      </Button>
    </form>
  )
}

const versionIn = (facet: string) => facet.slice(facet.lastIndexOf('/') + 1)

function ProcessEditor({ search, apply }: Props) {
  const processes = useQuery(queries.processes()).data ?? []
  const [process, setProcess] = useState(search.process ?? processes[0]?.process ?? '')
  const [version, setVersion] = useState(search.version?.toString() ?? '')
  const { choices } = useChoices('version', process, '', versionIn)
  const numbers = choices
    .filter(({ value }) => value.startsWith(`${process}/`))
    .map(({ label }) => Number(label))
    .sort((a, b) => b - a)
  return (
    <Form isReady={process !== ''} submit={() => apply({ process, version })}>
      <NativeSelect
        label={words.filters.process}
        data-autofocus
        value={process}
        onChange={event => {
          setProcess(event.currentTarget.value)
          setVersion('')
        }}
        data={processes.map(({ process, name }) => ({ value: process, label: name }))}
      />
      <NativeSelect
        label={words.versionLabel}
        value={version}
        onChange={event => setVersion(event.currentTarget.value)}
        data={[
          { value: '', label: words.anyVersion },
          ...numbers.map(n => ({ value: String(n), label: words.version(n) })),
        ]}
      />
    </Form>
  )
}

function TimeEditor({ search, apply }: Props) {
  const [from, setFrom] = useState(search.from ?? '')
  const [to, setTo] = useState(search.to ?? '')
  return (
    <>
      <fieldset className={classes.spans}>
        <legend>{words.spanLabel}</legend>
        {spans.map((span, n) => (
          <Button
            key={span}
            size="compact-sm"
            variant={search.when === span ? 'filled' : 'default'}
            aria-pressed={search.when === span}
            {...(n === 0 && { 'data-autofocus': true })}
            onClick={() => apply({ when: span, from: '', to: '' })}
          >
            {words.spans[span]}
          </Button>
        ))}
      </fieldset>
      <Form isReady={from !== '' || to !== ''} submit={() => apply({ when: '', from, to })}>
        <TextInput
          type="date"
          label={words.from}
          value={from}
          onChange={event => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={words.to}
          value={to}
          onChange={event => setTo(event.currentTarget.value)}
        />
      </Form>
    </>
  )
}

function RuleEditor({ search, naming, apply }: Props) {
  const [rule, setRule] = useState(search.rule ?? '')
  const [outcome, setOutcome] = useState<string>(search.rule === undefined ? 'fail' : (search.outcome ?? ''))
  const { choices } = useChoices('rule', search.process, '', naming.rule)
  const known = choices.toSorted((a, b) => a.label.localeCompare(b.label))
  const isUnlisted = rule !== '' && !known.some(({ value }) => value === rule)
  return (
    <Form isReady={rule !== '' || outcome !== ''} submit={() => apply({ rule, outcome })}>
      <NativeSelect
        label={words.ruleLabel}
        data-autofocus
        value={rule}
        onChange={event => setRule(event.currentTarget.value)}
        data={[
          { value: '', label: words.anyRule },
          ...(isUnlisted ? [{ value: rule, label: naming.rule(rule) }] : []),
          ...known.map(({ value, label }) => ({ value, label })),
        ]}
      />
      <NativeSelect
        label={words.outcomeLabel}
        value={outcome}
        onChange={event => setOutcome(event.currentTarget.value)}
        data={[
          { value: '', label: words.anyOutcome, disabled: rule === '' },
          ...outcomes.map(value => ({ value, label: words.outcomes[value] })),
        ]}
      />
    </Form>
  )
}

const same = (value: string) => value
/** A menu within a pop-over has to stay in it, or what is pressed there counts as outside. */
const within = { withinPortal: false, transitionProps: { duration: 0 } }

function DataEditor({ search, apply }: Props) {
  const [givenPath, givenValue] = search.data === undefined ? ['', ''] : partsOfData(search.data)
  const [path, setPath] = useState(givenPath)
  const [value, setValue] = useState(givenValue)
  const paths = useChoices('data', search.process, path, same).choices
  const values = useChoices('data', search.process, `${path.trim().toLowerCase()}=`, same).choices
  const pathsThere = new Set(paths.map(one => partsOfData(one.value)[0]))
  const valuesThere = new Set(
    [...paths, ...values].flatMap(one => {
      const [itsPath, itsValue] = partsOfData(one.value)
      return itsPath === path.trim().toLowerCase() ? [itsValue] : []
    }),
  )
  const isReady = path.trim() !== '' && !path.includes('=')
  return (
    <Form isReady={isReady} submit={() => apply({ data: `${path.trim()}=${value.trim()}` })}>
      <Autocomplete
        label={words.path}
        description={words.pathHint}
        data-autofocus
        value={path}
        onChange={setPath}
        data={[...pathsThere].sort()}
        limit={50}
        comboboxProps={within}
      />
      <Autocomplete
        label={words.value}
        description={words.valueHint}
        value={value}
        onChange={setValue}
        data={[...valuesThere]}
        limit={50}
        comboboxProps={within}
      />
    </Form>
  )
}

function CaseEditor({ search, apply }: Pick<Props, 'search' | 'apply'>) {
  const [id, setId] = useState(search.case ?? '')
  return (
    <Form isReady={id.trim() !== ''} submit={() => apply({ case: id.trim() })}>
      <TextInput
        label={words.caseLabel}
        data-autofocus
        value={id}
        onChange={event => setId(event.currentTarget.value)}
      />
    </Form>
  )
}
