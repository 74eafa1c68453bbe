/* A full ring and its doorbell, on processors that delay stores (total store order).
 *
 * A writer fills a ring of CAP items; where it is full, it announces that it sleeps for room, by a number that is new
 * each time, and looks again. The reader takes items, and looks whether the writer sleeps only after each PART of the
 * ring. It rings once for each number. So it may ring for a sleep that began when nothing more had been taken: the
 * writer wakes up, finds no room, and announces its next sleep.
 *
 * -DNO_WRITER_FENCE, -DNO_READER_FENCE, -DNO_SECOND_LOOK and -DSAME_NUMBER (the writer sleeps on under the number that
 * was rung already) are the broken variants, in each of which the writer sleeps for ever: the end state is then invalid.
 */
#ifndef ITEMS
#define ITEMS 9
#endif
#define CAP 4
#define PART 2

/* Memory, as both see it. How items are published is the other model's subject. */
byte written = 0;
byte released = 0;
byte sleep = 0;

/* What a processor has stored and memory has not yet; 255 is nothing. Each is drained at any moment. */
byte sleep_pending = 255;
byte released_pending = 255;

/* The doorbell: rings that were not heard. One is enough, however often it was rung. */
bit rung = 0;

active proctype Stores()
{
end:
    do
    :: atomic { sleep_pending != 255 -> sleep = sleep_pending; sleep_pending = 255 }
    :: atomic { released_pending != 255 -> released = released_pending; released_pending = 255 }
    od
}

active proctype Writer()
{
    byte sleeps = 0;
    do
    :: written == ITEMS -> break
    :: written < ITEMS && written - released < CAP -> written++
    :: written < ITEMS && written - released >= CAP ->
announce:
        sleeps++;
        atomic { sleep_pending == 255 -> sleep_pending = sleeps };
#ifndef NO_WRITER_FENCE
        sleep_pending == 255;
#endif
block:
#ifndef NO_SECOND_LOOK
        if
        :: written - released < CAP -> goto awake
        :: else
        fi;
#endif
        /* Block, and hear one ring. An old ring wakes it for nothing. */
        atomic { rung == 1 -> rung = 0 };
        if
        :: written - released < CAP
#ifdef SAME_NUMBER
        :: else -> goto block
#else
        :: else -> goto announce
#endif
        fi;
awake:  skip
    od
}

active proctype Reader()
{
    byte taken = 0, since = 0, look = 0, last = 0;
    do
    :: taken == ITEMS -> break
    :: taken < written ->
        if
        :: taken++; since++
        :: atomic { since = since + (written - taken); taken = written }
        fi;
        atomic { released_pending == 255 -> released_pending = taken };
        if
        :: since >= PART ->
            since = 0;
#ifndef NO_READER_FENCE
            released_pending == 255;
#endif
            look = sleep;
            if
            :: look != 0 && look != last -> last = look; rung = 1
            :: else
            fi
        :: else
        fi
    od
}
