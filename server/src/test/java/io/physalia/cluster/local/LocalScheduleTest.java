package io.physalia.cluster.local;

import io.physalia.cluster.ColonyWorld;
import io.physalia.cluster.ScheduleContract;

class LocalScheduleTest extends ScheduleContract {

    @Override
    protected ColonyWorld world() {
        return new LocalWorld();
    }

    @Override
    protected int schedules() {
        return 200;
    }
}
