package io.physalia.job;

import io.physalia.cluster.Coordinator;
import io.physalia.database.Database;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Makes this module's beans. */
@Singleton
final class JobProducer {

    @Produces
    @Singleton
    JobQueue jobQueue(Database database) {
        return new JobQueue(database, InstantSource.system());
    }

    @Produces
    @Singleton
    JobDesk jobDesk(JobQueue queue, Coordinator coordinator) {
        return new JobDesk(queue, coordinator.bus(), System::nanoTime);
    }

    void stop(@Disposes JobDesk desk) {
        desk.close();
    }
}
