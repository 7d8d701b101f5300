import { useSyncExternalStore } from 'react'
import type { Editor, EditorState } from './editor.ts'

export const useEditor = (editor: Editor): EditorState => useSyncExternalStore(editor.subscribe, editor.get)
