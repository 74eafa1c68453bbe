/* One ring and its doorbell, on processors that delay stores (total store order).
 *
 * A writer publishes items; a reader takes them, and sleeps when there are none. Each has one store that may still
 * be on its way to memory when it reads: the writer's cursor, and the reader's announcement of its sleep. A fence
 * lets it arrive first. The reader looks at the cursor again after its announcement.
 *
 * -DNO_WRITER_FENCE, -DNO_READER_FENCE and -DNO_SECOND_LOOK are the broken variants, in each of which the reader
 * sleeps for ever with an item in the ring: the end state is then invalid.
 */
#ifndef ITEMS
#define ITEMS 3
#endif
#ifndef SPURIOUS
#define SPURIOUS 1
#endif

/* Memory, as both see it. */
byte written = 0;
byte sleep = 0;

/* What a processor has stored and memory has not yet; 255 is nothing. Each is drained at any moment. */
byte w_pending = 255;
byte s_pending[2] = 255;

/* The doorbell: rings that were not heard. One is enough, however often it was rung. */
bit rung = 0;

byte taken = 0;
byte rings = 0;
byte sleeps = 0;

active proctype WriterStores()
{
end:
    do
    :: atomic { w_pending != 255 -> written = w_pending; w_pending = 255 }
    od
}

/* The reader's stores arrive in order: its announcement, then its being awake, and so on. */
active proctype ReaderStores()
{
end:
    do
    :: atomic { s_pending[0] != 255 -> sleep = s_pending[0]; s_pending[0] = s_pending[1]; s_pending[1] = 255 }
    od
}

active proctype Writer()
{
    byte item = 0, seen = 0, last = 0;
    do
    :: item < ITEMS ->
        item++;
        /* Publish. */
        atomic { w_pending == 255 -> w_pending = item };
#ifndef NO_WRITER_FENCE
        w_pending == 255;
#endif
        seen = sleep;
        if
        :: seen != 0 && seen != last -> last = seen; rung = 1; rings++
        :: else
        fi
    :: else -> break
    od
}

active proctype Reader()
{
    byte look;
    do
    :: taken == ITEMS -> break
    :: else ->
        look = written;
        if
        :: look != taken -> assert(look > taken); taken = look
        :: else ->
            /* Announce the sleep by its number. */
            sleeps++;
            atomic { s_pending[1] == 255 ->
                if
                :: s_pending[0] == 255 -> s_pending[0] = sleeps
                :: else -> s_pending[1] = sleeps
                fi };
#ifndef NO_READER_FENCE
            s_pending[0] == 255;
#endif
#ifndef NO_SECOND_LOOK
            look = written;
#endif
            if
            :: look != taken -> skip
            :: else ->
                /* Block, and hear one ring. An old ring wakes it for nothing. */
                atomic { rung == 1 -> rung = 0 }
            fi;
            /* Awake. */
            atomic { s_pending[1] == 255 ->
                if
                :: s_pending[0] == 255 -> s_pending[0] = 0
                :: else -> s_pending[1] = 0
                fi }
        fi
    od
    /* Each sleep is rung for at most once. */
    assert(rings <= sleeps)
}
