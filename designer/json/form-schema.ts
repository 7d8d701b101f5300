import type { JsonSchema } from '../../engine/json.ts'

const inner = { $ref: '#form' }
const several = { type: 'object', additionalProperties: inner }

/** The words of JSON Schema that forms and case data are made of, as a schema of their own. */
export const formSchema: JsonSchema = {
  type: 'object',
  properties: {
    type: {
      description: 'What kind of value it is',
      type: 'string',
      enum: ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'],
    },
    title: { description: 'What people read beside the field', type: 'string' },
    description: { description: 'A sentence of help below the field', type: 'string' },
    properties: { ...several, description: 'The fields, by name' },
    required: {
      description: 'The fields that have to be filled in',
      type: 'array',
      items: { type: 'string' },
    },
    additionalProperties: { description: 'Whether other fields are let in', type: 'boolean' },
    items: { ...inner, description: 'What each element of the list is' },
    enum: { description: 'The only values that are possible', type: 'array', items: {} },
    const: { description: 'The only value that is possible' },
    default: { description: 'The value at the start' },
    format: {
      description: 'How a text is written',
      type: 'string',
      enum: ['date', 'date-time', 'time', 'duration', 'email', 'uri', 'uuid'],
    },
    pattern: { description: 'A regular expression that the text has to fit', type: 'string' },
    minLength: { description: 'At least so many letters', type: 'integer' },
    maxLength: { description: 'At most so many letters; more than 300 make a large field', type: 'integer' },
    minimum: { description: 'The smallest number', type: 'number' },
    maximum: { description: 'The largest number', type: 'number' },
    exclusiveMinimum: { description: 'Larger than this', type: 'number' },
    exclusiveMaximum: { description: 'Smaller than this', type: 'number' },
    multipleOf: { description: 'A multiple of this', type: 'number' },
    minItems: { description: 'At least so many elements', type: 'integer' },
    maxItems: { description: 'At most so many elements', type: 'integer' },
    uniqueItems: { description: 'No element twice', type: 'boolean' },
    oneOf: { description: 'Exactly one of these', type: 'array', items: inner },
    anyOf: { description: 'At least one of these', type: 'array', items: inner },
    allOf: { description: 'All of these', type: 'array', items: inner },
    not: { ...inner, description: 'Not this' },
    $ref: { description: 'Another schema in the same document: #/$defs/name', type: 'string' },
    $defs: { ...several, description: 'Schemas that $ref can name' },
  },
}
