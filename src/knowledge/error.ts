/** A table that cannot be used; `message` names the file, the key and what is wrong. */
export class KnowledgeError extends Error {}
