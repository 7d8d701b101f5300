// The fields of a form, drawn by react-jsonschema-form. A chunk of its own: it is loaded with the first form that is
// opened.

import Form from '@rjsf/core/lib/components/Form.js'
import { type RJSFSchema, TranslatableString } from '@rjsf/utils'
import { useMemo } from 'react'
import type { Violation } from '../../../engine/refusal.ts'
import { texts } from '../../texts.ts'
import { fields } from './fields.tsx'
import { formTemplates } from './templates.tsx'
import { type Draft, toErrorSchema, validator } from './validator.ts'
import { widgets } from './widgets.ts'

type Props = {
  schema: RJSFSchema
  formId: string
  draft: Draft
  violations: readonly Violation[]
  isFixed: boolean
  /** `pointer`: of the field that was changed */
  onChange(draft: Draft, pointer: string): void
}

export function FormFields({ schema, formId, draft, violations, isFixed, onChange }: Props) {
  const errors = useMemo(() => toErrorSchema(violations), [violations])
  return (
    <Form
      tagName="div"
      idPrefix={formId}
      idSeparator="/"
      // Checked by whoever holds the form: what it sends is not all that stands in the fields.
      noValidate
      showErrorList={false}
      extraErrors={errors}
      readonly={isFixed}
      formData={draft}
      onChange={({ formData }, id) => onChange(formData ?? {}, id?.slice(formId.length) ?? '')}
      templates={formTemplates}
      translateString={translate}
      uiSchema={withoutButton}
      experimental_defaultFormStateBehavior={defaults}
      {...{ schema, validator, widgets, fields }}
    />
  )
}

// Its button is not the only one.
const withoutButton = { 'ui:submitButtonOptions': { norender: true } }
// Nothing is chosen for anybody: what has one possible value is still theirs to say.
const defaults = {
  arrayMinItems: { populate: 'requiredOnly' as const },
  constAsDefaults: 'never' as const,
}

function translate(stringToTranslate: TranslatableString, params: string[] = []): string {
  if (stringToTranslate === TranslatableString.OptionPrefix)
    return texts.form.item(texts.form.kind, Number(params[0]))
  return stringToTranslate
}
