import { Button } from '@mantine/core'
import type { JsonObject, JsonSchema } from '../../engine/json.ts'
import { DataForm as FormOfSchema } from '../work/form/DataForm.tsx'
import { words } from './texts.ts'

type Props = {
  title: string
  schema: JsonSchema | null
  onDone(data: JsonObject): void
  onCancel?: () => void
}

/** A form as staff will see it, filled in for the simulation alone. */
export function DataForm({ title, schema, onDone, onCancel }: Props) {
  return (
    <FormOfSchema
      title={title}
      schema={schema ?? {}}
      onSubmit={onDone}
      buttons={() => (
        <>
          <Button type="submit">{title}</Button>
          {onCancel && (
            <Button variant="subtle" color="gray" onClick={onCancel}>
              {words.cancel}
            </Button>
          )}
        </>
      )}
    />
  )
}
