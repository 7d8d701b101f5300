import { Button, FileInput, NativeSelect, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { type Definition, limits } from '../../engine/definition.ts'
import type { Json } from '../../engine/json.ts'
import type { ProcessSummary, TemplateSummary } from '../answers.ts'
import { api, queries, queryClient } from '../queries.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { sentenceOf } from '../ui/Message.tsx'
import { blank, idOf, placesFor, type Reading, readProcess } from './new-process.ts'
import { Templates } from './Templates.tsx'
import { words } from './texts.ts'

type Props = { known: ProcessSummary[]; taken: ReadonlySet<string>; onClose(): void }

/** Begins a process as a draft. Nothing runs before it is published. */
export function NewProcess({ known, taken, onClose }: Props) {
  const [name, setName] = useState('')
  const [source, setSource] = useState('blank')
  const [reading, setReading] = useState<Reading | null>(null)
  const [template, setTemplate] = useState<string | null>(null)
  const [suggested, setSuggested] = useState('')
  const navigate = useNavigate()
  const id = idOf(name)
  const begin = useMutation({
    mutationFn: async () => {
      const { definition, layout, scenarios } = await beginning({ source, template, reading, id, name })
      const content = {
        definition: { ...definition, id, name } as unknown as Json,
        layout: await placesFor(definition, layout),
      }
      const saved = await api.saveDraft(id, content, 0)
      if (saved.kind === 'saved' && scenarios) await api.saveScenarios(id, scenarios, 0)
      return saved
    },
    onSuccess: async ({ kind }) => {
      if (kind === 'conflict') return
      await queryClient.invalidateQueries({ queryKey: queries.drafts().queryKey })
      await navigate({ to: '/processes/$id', params: { id } })
    },
  })
  const isTaken = taken.has(id) || begin.data?.kind === 'conflict'
  const isChosen =
    source === 'file' ? reading?.definition !== undefined : source !== 'template' || template !== null
  const isReady = id !== '' && !isTaken && isChosen

  function choose({ id, name: its }: TemplateSummary): void {
    setTemplate(id)
    // Its name is a good beginning, unless somebody has thought of another one.
    if (name.trim() === '' || name === suggested) {
      setName(its)
      setSuggested(its)
    }
  }

  async function read(file: File | null): Promise<void> {
    if (!file) setReading(null)
    else if (file.size > limits.size) setReading({ remarks: [words.tooLarge] })
    else setReading(readProcess(await file.text()))
  }

  return (
    <Dialog onClose={onClose} size="lg" title={words.begin} closeButtonProps={{ 'aria-label': words.cancel }}>
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          if (isReady) begin.mutate()
        }}
      >
        <TextInput
          data-autofocus
          label={words.name}
          value={name}
          description={id !== '' && !isTaken ? words.id(id) : undefined}
          error={isTaken ? words.taken : name !== '' && id === '' ? words.unnamed : undefined}
          onChange={event => setName(event.currentTarget.value)}
        />
        <NativeSelect
          my="sm"
          label={words.source}
          value={source}
          data={[
            { value: 'blank', label: words.blank },
            { value: 'template', label: words.template },
            ...known.map(({ process, name }) => ({ value: `copy ${process}`, label: words.copy(name) })),
            { value: 'file', label: words.file },
          ]}
          onChange={event => setSource(event.currentTarget.value)}
        />
        {source === 'template' && <Templates chosen={template} onChoose={choose} />}
        {source === 'file' && (
          <FileInput label={words.choose} accept=".json,.scxml,.xml" onChange={file => void read(file)} />
        )}
        {source === 'file' && reading && reading.remarks.length > 0 && (
          <div role="alert">
            <p>{reading.definition ? words.noted : words.notRead}</p>
            <ul>
              {reading.remarks.slice(0, 8).map(remark => (
                <li key={remark}>{remark}</li>
              ))}
            </ul>
          </div>
        )}
        {begin.error && <p role="alert">{sentenceOf(begin.error)}</p>}
        <Button type="submit" mt="sm" disabled={!isReady} loading={begin.isPending}>
          {words.make}
        </Button>
      </form>
    </Dialog>
  )
}

type Beginning = { definition: Definition; layout: Json; scenarios?: Json | null | undefined }
type Chosen = { source: string; template: string | null; reading: Reading | null; id: string; name: string }

/** What it begins with, before it has its own name. */
async function beginning({ source, template, reading, id, name }: Chosen): Promise<Beginning> {
  const layout = { origin: 'parent', states: {} }
  if (source === 'template' && template !== null) return api.template(template)
  if (source === 'file' && reading?.definition) return { definition: reading.definition, layout }
  if (source.startsWith('copy ')) {
    const of = source.slice('copy '.length)
    const [version, saved] = await Promise.all([api.process(of), api.scenarios(of)])
    return { definition: version.definition, layout: version.layout, scenarios: saved?.scenarios }
  }
  return { definition: blank(id, name), layout }
}
