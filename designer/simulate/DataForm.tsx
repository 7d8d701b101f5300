import { Button } from '@mantine/core'
import type { JsonObject, JsonSchema } from '../../engine/json.ts'
import { DataForm as FormOfSchema } from '../work/form/DataForm.tsx'
import { FormCase } from '../work/form/form-case.ts'
import { words } from './texts.ts'

type Props = {
  title: string
  schema: JsonSchema | null
  /** of the case that is tried out, whose lists can be chosen from */
  data?: JsonObject
  onDone(data: JsonObject): void
  onCancel?: () => void
}

/** A form as staff will see it, filled in for the simulation alone. */
export function DataForm({ title, schema, data, onDone, onCancel }: Props) {
  const form = (
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
  return data ? <FormCase value={{ id: null, data }}>{form}</FormCase> : form
}
