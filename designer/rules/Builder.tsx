import { Input } from '@mantine/core'
import { useId, useMemo, useState } from 'react'
import { type FullField, type OptionGroup, QueryBuilder, type RuleGroupType } from 'react-querybuilder'
import classes from './Builder.module.css'
import {
  AddButton,
  CombinatorChoice,
  FieldChoice,
  ModeChoice,
  NotChoice,
  OperatorChoice,
  RemoveButton,
  SourceChoice,
} from './controls.tsx'
import type { Group, Line } from './lines.ts'
import type { Names } from './names.ts'
import { openLines, toCel } from './query-text.ts'
import {
  isBare,
  operatorLabel,
  operatorsOf,
  type Term,
  takesField,
  takesList,
  termsOf,
  termsOfElement,
  usedOperators,
} from './terms.ts'
import { words } from './texts.ts'
import { ValueEditor } from './ValueEditor.tsx'

type Props = {
  label: string
  description?: string | undefined
  /** the text that the query was made from */
  value: string
  query: Group
  names: Names
  disabled: boolean
  onDone(text: string): void
}

/** What the library's controls are given, so that they know the terms that they stand for. */
export type BuilderContext = { terms: Term[] }

/** The condition as lines and groups. Each complete change counts at once; what is incomplete counts for nothing. */
export function Builder({ label, description, value, query: opened, names, disabled, onDone }: Props) {
  const id = useId()
  const [built, setBuilt] = useState({ query: opened, text: value })
  // Changed from outside: undo, or somebody's text.
  if (built.text !== value) setBuilt({ query: opened, text: value })
  const { query } = built

  const terms = useMemo(() => termsOf(names, opened), [names, opened])
  const shared = useMemo(() => {
    const used = usedOperators(opened)
    const termOf = (fieldData: unknown) => (fieldData as { term?: Term } | undefined)?.term
    return {
      combinators: [
        { name: 'and', value: 'and', label: words.lines.all },
        { name: 'or', value: 'or', label: words.lines.any },
      ],
      getOperators: (field: string, { fieldData }: { fieldData: FullField }) => {
        const term = termOf(fieldData)
        if (!term) return []
        return operatorsOf(term, used.get(field)).map(name => ({
          name,
          value: name,
          label: operatorLabel(name, term.kind),
          ...(isBare(name) && { arity: 'unary' as const }),
        }))
      },
      getValueSources: (_field: string, operator: string): ['value'] | ['value', 'field'] =>
        takesField(operator) ? ['value', 'field'] : ['value'],
      getMatchModes: (_field: string, { fieldData }: { fieldData: FullField }) =>
        termOf(fieldData)?.element
          ? (['all', 'some', 'none', 'exactly'] as const).map(mode => ({
              name: mode,
              value: mode,
              label: words.modes[mode],
            }))
          : [],
      getDefaultValue: () => null,
      autoSelectField: false,
      addRuleToNewGroups: true,
      showNotToggle: true,
      listsAsArrays: true,
      suppressStandardClassnames: true,
    }
  }, [opened])

  const fields = useMemo(() => toFields(terms), [terms])
  const inQuestions = useMemo(() => {
    const made = new Map<string, ReturnType<typeof forElements>>()
    return (field: string) => {
      let props = made.get(field)
      if (!props) {
        props = forElements(names, field, opened, terms)
        made.set(field, props)
      }
      return props
    }
  }, [names, opened, terms])

  const change = (next: Group) => {
    const text = toCel(next)
    if (text !== undefined && text !== toCel(query)) {
      setBuilt({ query: next, text })
      onDone(text)
    } else setBuilt({ query: next, text: value })
  }

  const missing = openLines(query)
  return (
    <Input.Wrapper
      label={label}
      description={description}
      labelElement="div"
      labelProps={{ id: `${id}-label` }}
      descriptionProps={{ id: `${id}-about` }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would put its legend inside of the frame */}
      <div
        role="group"
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-said`}
        className={classes.builder}
      >
        <QueryBuilder
          {...shared}
          fields={fields}
          query={query as unknown as RuleGroupType}
          onQueryChange={next => change(tidied(next as unknown as Group, terms))}
          disabled={disabled}
          context={{ terms } satisfies BuilderContext}
          getSubQueryBuilderProps={field => ({ ...shared, ...inQuestions(field) })}
          controlElements={controls}
          controlClassnames={classNames}
        />
        <p id={`${id}-said`} role="status" className={classes.said}>
          {missing > 0 ? words.lines.open(missing) : query.rules.length === 0 && words.lines.always}
        </p>
      </div>
    </Input.Wrapper>
  )
}

function forElements(names: Names, list: string, query: Group, outer: Term[]) {
  const questions = linesAbout(query, list)
  const own = termsOfElement(names, list, { combinator: 'and', rules: questions })
  return { fields: toFields(own), context: { terms: [...own, ...outer] } satisfies BuilderContext }
}

/** What is asked of the elements of one list, anywhere in a query. */
function linesAbout({ rules }: Group, list: string): (Group | Line)[] {
  return rules.flatMap(rule => {
    if ('rules' in rule) return linesAbout(rule, list)
    return rule.match && rule.field === list ? (rule.value as Group).rules : []
  })
}

function toFields(terms: Term[]): OptionGroup<FullField>[] {
  const groups = new Map<string, FullField[]>()
  for (const term of terms) {
    const field = { name: term.term, value: term.term, label: term.label, term } as FullField
    groups.set(term.group, [...(groups.get(term.group) ?? []), field])
  }
  return [...groups].map(([label, options]) => ({ label, options }))
}

/** As the query is meant after a change: each line with a value of the kind that its operator takes. */
function tidied({ rules, ...group }: Group, terms: Term[]): Group {
  return {
    ...group,
    rules: rules.map(rule => ('rules' in rule ? tidied(rule, terms) : tidiedLine(rule, terms))),
  }
}

function tidiedLine(line: Line, terms: Term[]): Line {
  const { match, variable, ...rest } = line
  const isQuestion = match && terms.some(({ term, element }) => term === line.field && element)
  if (isQuestion) return { ...line, value: tidied(line.value as Group, terms) }
  const { value, valueSource, operator } = rest
  const isList = takesList(operator)
  if (valueSource === 'field') {
    if (!takesField(operator)) return { ...rest, value: null, valueSource: 'value' }
    const kind = terms.find(({ term }) => term === value)?.kind
    const fits = kind === undefined || kind === 'any' || (kind === 'list') === isList
    return fits ? rest : { ...rest, value: null }
  }
  if (isList && !Array.isArray(value)) return { ...rest, value: value === null ? [] : [value] }
  return !isList && Array.isArray(value) ? { ...rest, value: value[0] ?? null } : rest
}

const controls = {
  fieldSelector: FieldChoice,
  operatorSelector: OperatorChoice,
  valueSourceSelector: SourceChoice,
  valueEditor: ValueEditor,
  matchModeEditor: ModeChoice,
  combinatorSelector: CombinatorChoice,
  notToggle: NotChoice,
  addRuleAction: AddButton,
  addGroupAction: AddButton,
  removeRuleAction: RemoveButton,
  removeGroupAction: RemoveButton,
}

const classNames = {
  ruleGroup: classes.group!,
  header: classes.header!,
  body: classes.body!,
  rule: classes.line!,
}
