import { Checkbox, NativeSelect, TagsInput, TextInput } from '@mantine/core'
import { indexStates } from '../../../engine/paths.ts'
import { targetFrom } from '../apply/relink.ts'
import { stateAt } from '../apply/tree.ts'
import type { TransitionAt, TransitionList } from '../draft.ts'
import type { Editor } from '../editor.ts'
import { words } from '../texts.ts'
import { asList, listTransitions, pointerOf, transitionsOf } from '../transitions.ts'
import { useEditor } from '../use-editor.ts'
import { LateInput } from './LateInput.tsx'

const triggers = ['on', 'after', 'always', 'onDone'] as const
const accountRoles = ['owner', 'staff', 'strategy', 'marketing', 'sales', 'operations']

export function TransitionPanel({ editor, pointer }: { editor: Editor; pointer: string }) {
  const { definition } = useEditor(editor).draft
  const listed = listTransitions(definition).find(one => one.pointer === pointer)
  if (!listed) return null
  const { at, transition, source, targets } = listed
  const paths = [...indexStates(definition).byPath.keys()].filter(path => path !== '')
  const change = (field: string, value: unknown) =>
    editor.apply({ kind: 'change-transition', at, change: { [field]: value } }, `${pointer} ${field}`)

  /** To the end of another list of the same state; the selection goes along. */
  function move(list: TransitionList): void {
    const index = transitionsOf(stateAt(definition, list.state) ?? {}, list)?.length ?? 0
    const to: TransitionAt = { ...list, index }
    editor.apply({ kind: 'move-transition', at, to })
    editor.select({ states: [], transitions: [pointerOf(to)] })
  }

  return (
    <>
      <NativeSelect
        label={words.field.trigger}
        value={at.list}
        disabled={editor.readOnly}
        data={triggers.map(list => ({ value: list, label: words.triggers[list] }))}
        onChange={event => {
          const list = event.currentTarget.value as (typeof triggers)[number]
          move(
            list === 'on' || list === 'after'
              ? { state: at.state, list, key: list === 'on' ? 'NEXT' : 'P1D' }
              : { state: at.state, list },
          )
        }}
      />
      {'key' in at && (
        <LateInput
          label={at.list === 'on' ? words.field.event : words.field.delay}
          value={at.key}
          disabled={editor.readOnly}
          onDone={key => move({ state: at.state, list: at.list, key })}
        />
      )}
      <NativeSelect
        label={words.field.target}
        value={targets[0]?.path ?? ''}
        disabled={editor.readOnly || targets.length > 1}
        data={[{ value: '', label: words.field.stay }, ...paths]}
        onChange={event => {
          const to = event.currentTarget.value
          change('target', to === '' ? undefined : targetFrom(definition, source.path, to))
        }}
      />
      <TextInput
        label={words.field.title}
        value={transition.title ?? ''}
        disabled={editor.readOnly}
        onChange={event => change('title', event.currentTarget.value || undefined)}
      />
      <LateInput
        label={words.field.guard}
        description={words.field.guardHint}
        isCode
        value={asList(transition.guard).join('\n')}
        disabled={editor.readOnly}
        onDone={text => {
          const lines = text.split('\n').filter(line => line.trim() !== '')
          change('guard', lines.length > 1 ? lines : lines[0])
        }}
      />
      <TagsInput
        label={words.field.allow}
        description={words.field.allowHint}
        value={transition.allow ?? []}
        data={accountRoles}
        disabled={editor.readOnly}
        onChange={roles => change('allow', roles.length > 0 ? roles : undefined)}
      />
      <Checkbox
        label={words.field.feedback}
        checked={transition.kind === 'feedback'}
        disabled={editor.readOnly}
        onChange={event => change('kind', event.currentTarget.checked ? 'feedback' : undefined)}
      />
    </>
  )
}
