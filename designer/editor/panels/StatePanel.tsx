import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import type { StateDefinition } from '../../../engine/definition.ts'
import { indexStates, type StateType } from '../../../engine/paths.ts'
import { titleOf } from '../../diagram/project.ts'
import { keyOf } from '../apply/tree.ts'
import type { Editor } from '../editor.ts'
import { words } from '../texts.ts'
import { listTransitions } from '../transitions.ts'
import { useEditor } from '../use-editor.ts'
import { LateInput } from './LateInput.tsx'

const types: StateType[] = ['atomic', 'compound', 'parallel', 'final', 'history']

export function StatePanel({ editor, path }: { editor: Editor; path: string }) {
  const { definition, layout } = useEditor(editor).draft
  const index = indexStates(definition)
  const node = index.byPath.get(path)
  if (!node) return null
  const state = node.definition as StateDefinition
  const change = (field: string, value: string) =>
    editor.apply(
      { kind: 'change-state', path, change: { [field]: value === '' ? undefined : value } },
      `${path} ${field}`,
    )
  const text = (field: 'title' | 'stage' | 'assign', label: string) => (
    <TextInput
      label={label}
      value={state[field] ?? ''}
      placeholder={
        field === 'stage' ? (node.stage ?? '') : field === 'assign' ? (node.assign ?? '') : node.key
      }
      disabled={editor.readOnly}
      onChange={event => change(field, event.currentTarget.value)}
    />
  )
  const outgoing = listTransitions(definition).filter(({ source }) => source.path === path)
  return (
    <>
      {text('title', words.field.title)}
      <LateInput
        label={words.field.key}
        value={keyOf(path)}
        disabled={editor.readOnly}
        onDone={key => {
          editor.apply({ kind: 'rename-state', path, key })
          const parent = path.slice(0, Math.max(0, path.lastIndexOf('.')))
          editor.reveal(parent === '' ? key : `${parent}.${key}`)
        }}
      />
      <NativeSelect
        label={words.field.type}
        value={node.type}
        disabled={editor.readOnly}
        data={types.map(type => ({ value: type, label: words.types[type] }))}
        onChange={event =>
          editor.apply({ kind: 'set-state-type', path, type: event.currentTarget.value as StateType })
        }
      />
      {node.type === 'compound' && (
        <NativeSelect
          label={words.field.initial}
          value={state.initial ?? ''}
          disabled={editor.readOnly}
          data={node.children.filter(({ type }) => type !== 'history').map(({ key }) => key)}
          onChange={event => change('initial', event.currentTarget.value)}
        />
      )}
      {node.children.length > 0 && (
        <Checkbox
          label={words.field.collapsed}
          checked={layout.states[path]?.collapsed === true}
          onChange={event => {
            const { x = 0, y = 0, ...place } = layout.states[path] ?? {}
            const collapsed = event.currentTarget.checked
            editor.apply({ kind: 'place', places: { [path]: { ...place, x, y, collapsed } } })
          }}
        />
      )}
      {text('stage', words.field.stage)}
      {text('assign', words.field.role)}
      <Textarea
        label={words.field.description}
        autosize
        minRows={2}
        value={state.description ?? ''}
        disabled={editor.readOnly}
        onChange={event => change('description', event.currentTarget.value)}
      />
      {outgoing.length > 0 && (
        <section>
          <h3>{words.transitionsOf}</h3>
          {outgoing.map(listed => (
            <Button
              key={listed.pointer}
              variant="default"
              size="compact-sm"
              fullWidth
              justify="start"
              mb={4}
              onClick={() => editor.reveal(listed.pointer)}
            >
              {titleOf(definition, listed)} →{' '}
              {listed.targets.map(({ key }) => key).join(', ') || words.field.stay}
            </Button>
          ))}
        </section>
      )}
    </>
  )
}
