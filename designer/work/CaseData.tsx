import { Switch } from '@mantine/core'
import { isObject, type Json, type JsonObject, type JsonSchema } from '../../engine/json.ts'
import { texts } from '../texts.ts'
import { formatExactly, formatValue, humanise } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import classes from './CaseData.module.css'
import { SourceLine } from './SourceLine.tsx'
import type { SourceOf } from './source-of.ts'
import { words } from './texts.ts'

/** Who set which value; `isShown`: under each, not only when it is pointed at. */
export type Sourced = { of: SourceOf; isShown: boolean }
type Path = (string | number)[]

type Props = {
  data: JsonObject
  schema: JsonSchema | undefined
  sources?: Sourced
  /** turns them on and off; without it there are none */
  onShow?: (isShown: boolean) => void
}

const unknown: Sourced = { of: () => undefined, isShown: false }

/** What is known of a case, in the sections and the order of its schema. Promises have a place of their own. */
export function CaseData({ data, schema, sources = unknown, onShow }: Props) {
  const { promises: _, ...rest } = data
  const entries = knownOf(rest, schema)
  const single = entries.filter(([, value]) => !isSection(value))
  const sections = entries.filter(([, value]) => isSection(value))
  return (
    <Panel
      title={texts.data.title}
      aside={
        onShow &&
        entries.length > 0 && (
          <Switch
            size="xs"
            label={words.sources.show}
            checked={sources.isShown}
            onChange={event => onShow(event.currentTarget.checked)}
          />
        )
      }
    >
      {entries.length === 0 && <p className={classes.none}>{texts.data.none}</p>}
      {single.length > 0 && (
        <Section title={null} entries={single} schema={schema} path={[]} sources={sources} />
      )}
      {sections.map(([key, value]) => {
        const inner = propertyOf(schema, key)
        if (Array.isArray(value))
          return (
            <Items
              key={key}
              title={titleOf(inner, key)}
              items={value}
              schema={itemsOf(inner)}
              path={[key]}
              sources={sources}
            />
          )
        return (
          <Section
            key={key}
            title={titleOf(inner, key)}
            entries={knownOf(value as JsonObject, inner)}
            schema={inner}
            path={[key]}
            sources={sources}
          />
        )
      })}
    </Panel>
  )
}

/** `path`: where they are in the data */
type Place = { schema: JsonSchema | undefined; path: Path; sources: Sourced }
type Entries = Place & { entries: [string, Json][] }

function Section({ title, ...facts }: Entries & { title: string | null }) {
  return (
    <div className={classes.section}>
      {title !== null && <h3>{title}</h3>}
      <Facts {...facts} />
    </div>
  )
}

function Facts({ entries, schema, path, sources }: Entries) {
  return (
    <dl>
      {entries.map(([key, value]) => (
        <div key={key}>
          <dt>{titleOf(propertyOf(schema, key), key)}</dt>
          <Value value={value} path={[...path, key]} sources={sources} />
        </div>
      ))}
    </dl>
  )
}

function Value({ value, path, sources }: { value: Json; path: Path; sources: Sourced }) {
  const told = sources.of(path)
  return (
    <dd {...(told && { title: `${told.text} · ${formatExactly(told.at)}` })}>
      {formatValue(value)}
      {sources.isShown && <SourceLine told={told} />}
    </dd>
  )
}

function Items({ title, items, schema, path, sources }: Place & { title: string; items: Json[] }) {
  return (
    <div className={classes.section}>
      <h3>{title}</h3>
      <ul>
        {items.map((item, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what is recorded in a list stays in its place
          <li key={i}>
            {isObject(item) ? (
              <Facts
                entries={knownOf(item as JsonObject, schema)}
                schema={schema}
                path={[...path, i]}
                sources={sources}
              />
            ) : (
              <>
                {formatValue(item)}
                {sources.isShown && <SourceLine told={sources.of([...path, i])} />}
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

const isKnown = (value: Json): boolean =>
  value !== null && value !== '' && !(typeof value === 'object' && Object.keys(value).length === 0)

const isSection = (value: Json): boolean =>
  isObject(value) || (Array.isArray(value) && value.some(item => isObject(item) || String(item).length > 24))

/** What is not empty, in the order of the schema. */
function knownOf(data: JsonObject, schema: JsonSchema | undefined): [string, Json][] {
  const order = Object.keys(isObject(schema?.properties) ? schema.properties : {})
  const place = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length)
  return Object.entries(data)
    .filter(([, value]) => isKnown(value))
    .sort(([a], [b]) => place(a) - place(b))
}

const itemsOf = (schema: JsonSchema | undefined): JsonSchema | undefined =>
  isObject(schema?.items) ? schema.items : undefined

function propertyOf(schema: JsonSchema | undefined, key: string): JsonSchema | undefined {
  const property = isObject(schema?.properties) ? schema.properties[key] : undefined
  return isObject(property) ? property : undefined
}

const titleOf = (schema: JsonSchema | undefined, key: string): string =>
  typeof schema?.title === 'string' ? schema.title : humanise(key)
