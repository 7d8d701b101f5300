import { Button, CopyButton } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import type { AuditSearch } from './audit-search.ts'
import { words } from './texts.ts'

/** Copies the address that leads to exactly this entry. */
export function CopyLink({ id, search, label }: { id: string; search: AuditSearch; label: string }) {
  const { href } = useRouter().buildLocation({ to: '/audit/cases/$id', params: { id }, search })
  return (
    <CopyButton value={window.location.origin + href} timeout={3_000}>
      {({ copied, copy }) => (
        <Button size="compact-sm" variant="subtle" onClick={copy}>
          {copied ? words.details.copied : label}
        </Button>
      )}
    </CopyButton>
  )
}
