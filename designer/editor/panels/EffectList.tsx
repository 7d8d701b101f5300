import { Button } from '@mantine/core'
import { useState } from 'react'
import type { EffectDefinition } from '../../../engine/definition.ts'
import { moved } from '../../forms/change-fields.ts'
import { useRowKeys } from '../../ui/row-keys.ts'
import type { Editor } from '../editor.ts'
import { givenFor } from '../effect-kinds.ts'
import { EffectFields } from './EffectFields.tsx'
import { Fold } from './Fold.tsx'
import classes from './Panels.module.css'
import { RowTools } from './RowTools.tsx'
import { words } from './texts.ts'

type Props = {
  editor: Editor
  effects: EffectDefinition[]
  /** the event that brings them about, where there is one */
  event?: string | undefined
  onChange(effects: EffectDefinition[] | undefined): void
}

/** What is done because of a step, in this order. */
export function EffectList({ editor, effects, event, onChange }: Props) {
  const [added, setAdded] = useState<number | null>(null)
  const keys = useRowKeys(effects.map(effect => JSON.stringify(effect)))
  const set = (after: EffectDefinition[]) => onChange(after.length > 0 ? after : undefined)
  return (
    <>
      {effects.length > 0 && (
        <div className={classes.items}>
          {effects.map((effect, index) => (
            <Fold
              key={keys[index]}
              isItem
              title={nameOf(effect)}
              note={aboutOf(effect)}
              startOpen={index === added}
              tools={
                !editor.readOnly && (
                  <RowTools
                    name={nameOf(effect)}
                    place={{ index, count: effects.length, move: by => set(moved(effects, index, by)) }}
                    remove={() => set(effects.toSpliced(index, 1))}
                  />
                )
              }
            >
              <EffectFields
                editor={editor}
                effect={effect}
                event={event}
                onChange={changed => set(effects.with(index, changed))}
              />
            </Fold>
          ))}
        </div>
      )}
      {!editor.readOnly && (
        <div>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => {
              setAdded(effects.length)
              set([...effects, { type: 'notify' }])
            }}
          >
            {words.effects.add}
          </Button>
        </div>
      )}
    </>
  )
}

const nameOf = ({ type }: EffectDefinition) => words.effects.types[type] ?? words.effects.unknown(type)

/** What tells it from others of its type: the first thing that it says. */
function aboutOf(effect: EffectDefinition): string {
  if (effect.type === 'assign') return Object.keys(effect.with ?? {}).join(', ')
  for (const name of ['role', 'person', 'url', 'process', 'event', 'title']) {
    const given = givenFor(effect, name)
    if (given?.how === 'written' && typeof given.value === 'string') return given.value
  }
  return ''
}
