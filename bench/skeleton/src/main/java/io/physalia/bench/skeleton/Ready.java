package io.physalia.bench.skeleton;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** The one route. */
@Path("/health/ready")
public class Ready {
    @GET
    @Produces("text/plain")
    public String ready() {
        return "Up";
    }
}
