// How groups, lists and alternatives are drawn, where Mantine's theme for react-jsonschema-form is not enough: names
// that can be told apart by ear, a place for errors, and the focus after adding and removing. Taken from their own
// files: the whole of either package wants a validator that generates code, and a calendar that we do not show.

import { Button, Fieldset, Input } from '@mantine/core'
import ButtonTemplates from '@rjsf/mantine/lib/templates/ButtonTemplates/index.js'
import CyclicSchemaExpandTemplate from '@rjsf/mantine/lib/templates/CyclicSchemaExpandTemplate.js'
import OptionalDataControlsTemplate from '@rjsf/mantine/lib/templates/OptionalDataControlsTemplate.js'
import WrapIfAdditionalTemplate from '@rjsf/mantine/lib/templates/WrapIfAdditionalTemplate.js'
import type {
  ArrayFieldItemTemplateProps,
  ArrayFieldTemplateProps,
  FieldTemplateProps,
  MultiSchemaFieldTemplateProps,
  ObjectFieldTemplateProps,
  TemplatesType,
} from '@rjsf/utils'
import { useEffect, useRef } from 'react'
import { texts } from '../../texts.ts'
import classes from '../Fields.module.css'
import { Name, sentence } from './around-input.tsx'
import { TextOrNumber } from './TextOrNumber.tsx'

/** Inputs say themselves what is wrong with them. */
const FieldTemplate = ({ hidden, children }: FieldTemplateProps) => (hidden ? null : children)

function ObjectFieldTemplate(props: ObjectFieldTemplateProps) {
  const { fieldPathId, title, description, required, properties } = props
  const fields = properties.filter(({ hidden }) => !hidden).map(({ content }) => content)
  if (fieldPathId.path.length === 0) return <div className={classes.fields}>{fields}</div>
  return (
    <Fieldset
      legend={<Name label={title} isRequired={required === true} />}
      className={classes.group}
      id={fieldPathId.$id}
      tabIndex={-1}
    >
      {description && <Input.Description>{description}</Input.Description>}
      {fields.length > 0 ? fields : <p className={classes.unlisted}>{texts.form.unlisted}</p>}
      <Wrong errors={props.errorSchema?.__errors} />
    </Fieldset>
  )
}

function ArrayFieldTemplate(props: ArrayFieldTemplateProps) {
  const { fieldPathId, title, required, schema, items, canAdd, disabled, readonly, onAddClick } = props
  const list = useRef<HTMLDivElement>(null)
  const add = useRef<HTMLButtonElement>(null)
  const before = useRef(items.length)
  useEffect(() => {
    const last = list.current?.lastElementChild?.querySelector<HTMLElement>('input, select, textarea')
    if (items.length > before.current) last?.focus()
    if (items.length < before.current) add.current?.focus()
    before.current = items.length
  }, [items.length])
  return (
    <Fieldset
      legend={<Name label={title} isRequired={required === true} />}
      className={classes.group}
      id={fieldPathId.$id}
      tabIndex={-1}
    >
      {schema.description && <Input.Description>{schema.description}</Input.Description>}
      <div ref={list} className={classes.items}>
        {items}
      </div>
      <Wrong errors={props.rawErrors} />
      {canAdd && !disabled && !readonly && (
        <Button ref={add} variant="default" size="compact-sm" className={classes.add} onClick={onAddClick}>
          {texts.form.add(titleOf(schema.items) || title)}
        </Button>
      )}
    </Fieldset>
  )
}

function ArrayFieldItemTemplate({ schema, index, children, buttonsProps }: ArrayFieldItemTemplateProps) {
  const name = texts.form.item(schema.title ?? '', index + 1)
  const { hasMoveUp, hasMoveDown, hasRemove, onMoveUpItem, onMoveDownItem, onRemoveItem } = buttonsProps
  const isFixed = (buttonsProps.disabled || buttonsProps.readonly) === true
  const button = { variant: 'subtle', color: 'gray', size: 'compact-sm', className: classes.remove }
  return (
    <div className={classes.item}>
      <div>{children}</div>
      <div className={classes.tools} hidden={isFixed}>
        {hasMoveUp && (
          <Button {...button} aria-label={texts.form.moveUp(name)} onClick={onMoveUpItem}>
            ↑
          </Button>
        )}
        {hasMoveDown && (
          <Button {...button} aria-label={texts.form.moveDown(name)} onClick={onMoveDownItem}>
            ↓
          </Button>
        )}
        {hasRemove && (
          <Button {...button} aria-label={texts.form.remove(name)} onClick={onRemoveItem}>
            {texts.form.removeShort}
          </Button>
        )}
      </div>
    </div>
  )
}

/** Which of the alternatives, then its fields. */
const MultiSchemaFieldTemplate = ({ selector, optionSchemaField }: MultiSchemaFieldTemplateProps) => (
  <div className={classes.fields}>
    {selector}
    {optionSchemaField}
  </div>
)

const Wrong = ({ errors }: { errors: string[] | undefined }) =>
  errors && errors.length > 0 ? <Input.Error>{sentence(errors)}</Input.Error> : null

const titleOf = (schema: unknown) => (schema as { title?: string } | undefined)?.title

export const formTemplates: Partial<TemplatesType> = {
  ButtonTemplates: ButtonTemplates(),
  CyclicSchemaExpandTemplate,
  OptionalDataControlsTemplate,
  WrapIfAdditionalTemplate,
  FieldTemplate,
  ObjectFieldTemplate,
  ArrayFieldTemplate,
  ArrayFieldItemTemplate,
  MultiSchemaFieldTemplate,
  BaseInputTemplate: TextOrNumber,
}
