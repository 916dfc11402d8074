/** The element that has an actor's card in words: who is pointed at is described by it. */
export const cardText = 'actor-card-text';
