package io.physalia.colony.evening;

/** Something that a person does of an evening, together with what must then be true. */
interface Act {
    void perform(Person person) throws InterruptedException;
}
