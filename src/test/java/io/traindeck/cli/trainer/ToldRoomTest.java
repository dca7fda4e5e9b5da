package io.traindeck.cli.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.RoomForCheckpoints;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.run.EventLogReader;
import io.traindeck.testing.StartsTraindeck;
import io.traindeck.testing.Traindeck;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A trainer that is asked for more than a few checkpoints tells at its start how many of them fit on the disk. */
class ToldRoomTest extends StartsTraindeck {
    private static final String ROOM = "room for [\\d ,.]+ checkpoints of [\\d.]+ [kMG]i?B";

    /** Returns what the log tells of starts and of the room, in its order. */
    private List<String> told(String run) throws Exception {
        List<String> told = new ArrayList<>();
        try (EventLogReader log = new EventLogReader(traindeck.folder(run).events())) {
            log.poll(event -> {
                if (event instanceof RunStarted || event instanceof RunResumed) {
                    told.add(event.getClass().getSimpleName());
                } else if (event instanceof TrainEvent.Described) {
                    told.add(RoomForCheckpoints.words(event).orElseThrow().replaceAll(ROOM, "room"));
                }
            });
        }
        return told;
    }

    @Test
    void inItsLogAndOnceInALineOfItsOutput() throws Exception {
        String printed = traindeck.run(Traindeck.train("a", List.of("--epochs", "1", "--checkpoint-every", "4")));
        assertThat(printed.lines().filter(line -> line.contains("room for")))
                .singleElement()
                .satisfies(line -> assertThat(line).containsPattern(ROOM + "$"));
        assertThat(told("a")).containsExactly("RunStarted", "room");
        assertThat(traindeck.run("show", "a")).containsPattern("checkpoint_room +[\\d ,.]+ checkpoints of");
    }

    @Test
    void alsoWhenItGoesOnAndOnlyIfItIsAsked() throws Exception {
        traindeck.run(Traindeck.train("a", List.of("--epochs", "1")));
        traindeck.run("resume", "a", "--epochs=2", "--checkpoint-every=3", "--keep=2", "--plain");
        assertThat(told("a")).containsExactly("RunStarted", "RunResumed", "room");
    }
}
