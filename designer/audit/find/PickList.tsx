import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { FacetKind } from '../../../engine/facets.ts'
import { texts } from '../../texts.ts'
import classes from './Find.module.css'
import { words } from './texts.ts'
import { type Choice, useChoices } from './use-choices.ts'

type PickProps = {
  label: string
  choices: Choice[]
  typed: string
  type(typed: string): void
  pick(value: string): void
  nothing: string
}

const mostShown = 100

/** Things to choose one of, by typing a part of what it is called, or by going there. */
function PickList({ label, choices, typed, type, pick, nothing }: PickProps) {
  const combobox = useCombobox({ opened: true })
  const wanted = typed.trim().toLowerCase()
  const shown = choices
    .filter(({ value, label }) => `${label} ${value}`.toLowerCase().includes(wanted))
    .slice(0, mostShown)
  // Enter takes the first that fits.
  // biome-ignore lint/correctness/useExhaustiveDependencies: again whenever what is listed changes
  useEffect(() => {
    combobox.selectFirstOption()
  }, [wanted, shown.length])
  return (
    <Combobox store={combobox} onOptionSubmit={pick}>
      <Combobox.EventsTarget withExpandedAttribute>
        <TextInput
          aria-label={label}
          placeholder={label}
          data-autofocus
          data-lasting
          value={typed}
          onChange={event => type(event.currentTarget.value)}
        />
      </Combobox.EventsTarget>
      <Combobox.Options aria-label={label} className={classes.options}>
        {shown.length === 0 && (
          <Combobox.Empty>{choices.length === 0 ? nothing : words.nothingOfThat}</Combobox.Empty>
        )}
        {shown.map(({ value, label, entries }) => (
          <Combobox.Option key={value} value={value} className={classes.option}>
            <span>{label}</span>
            {entries !== undefined && (
              <span className={classes.soft}>{entries.toLocaleString(texts.language)}</span>
            )}
          </Combobox.Option>
        ))}
      </Combobox.Options>
    </Combobox>
  )
}

/** One of a few things that are always the same. */
export function PickFixed({
  label,
  choices,
  pick,
}: {
  label: string
  choices: Choice[]
  pick(value: string): void
}) {
  const [typed, type] = useState('')
  return <PickList {...{ label, choices, typed, type, pick }} nothing={words.noChoices} />
}

type FacetProps = {
  label: string
  kind: FacetKind
  process: string | undefined
  labelOf(value: string): string
  pick(value: string): void
}

/** One of the things that are on record, with how many entries each has. */
export function PickFacet({ label, kind, process, labelOf, pick }: FacetProps) {
  const [typed, type] = useState('')
  const { choices, isPending, isError } = useChoices(kind, process, typed, labelOf)
  // The field is there from the beginning, or it would not have the focus.
  const nothing = isPending ? `${texts.loading} …` : isError ? words.choicesFailed : words.noChoices
  return <PickList {...{ label, choices, typed, type, pick, nothing }} />
}
