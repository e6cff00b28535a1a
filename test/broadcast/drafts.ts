import type { Broadcast } from '../../src/broadcast/decide/broadcast.ts';

/** A broadcast as its author has just saved it. */
export const aDraft: Broadcast = {
  id: 'broadcast-00000001',
  version: 1,
  state: 'draft',
  authorId: 'author',
  authorName: '人事担当',
  content: {
    ja: { title: '件名', body: '本文' },
    en: null,
    importance: 'normal',
    links: [],
    initiativeIds: [],
    acknowledge: true,
  },
  audience: { include: [{ who: 'allPeople' }], exclude: [] },
  approval: null,
  rejection: null,
  correction: null,
  sendAt: null,
  sentAt: null,
  jobs: [],
  unknownsSettledBy: null,
  progress: null,
  createdAt: 1,
  updatedAt: 1,
};
