import getDefaultRegistry from '@rjsf/core/lib/getDefaultRegistry.js'
import { type FieldProps, getUiOptions, type RegistryFieldsType } from '@rjsf/utils'
import { useMemo } from 'react'
import { texts } from '../../texts.ts'
import { widgets } from './widgets.ts'

const standard = getDefaultRegistry().fields
const SchemaField = standard.SchemaField!
const ObjectField = standard.ObjectField!

/** A thing in a list is called by its place: "Expectation 2". */
function ArraySchemaField({ index = 0, ...props }: FieldProps) {
  const { schema } = props
  const numbered = useMemo(
    () => ({ ...schema, title: texts.form.item(schema.title ?? '', index + 1) }),
    [schema, index],
  )
  return <SchemaField {...props} schema={numbered} title={numbered.title} />
}

/** Values that are objects may have an input of their own, by their format. */
function GroupField(props: FieldProps) {
  const { schema, registry, fieldPathId, formData, onChange, uiSchema } = props
  const Widget = schema.format === undefined ? undefined : widgets[schema.format]
  if (!Widget) return <ObjectField {...props} />
  return (
    <Widget
      {...props}
      id={fieldPathId.$id}
      label={schema.title ?? props.name}
      options={getUiOptions(uiSchema)}
      value={formData}
      required={props.required === true}
      onChange={value => onChange(value, fieldPathId.path)}
      registry={registry}
    />
  )
}

export const fields: RegistryFieldsType = { ArraySchemaField, ObjectField: GroupField }
