package io.physalia.jellyfin.item;

import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;

/** Looking a title up in other catalogues. Nobody is asked over the net yet, so that nothing is found. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class RemoteSearchResource {
    record Found(String name) {}

    @POST
    @Path("/Items/RemoteSearch/Book")
    public List<Found> book() {
        return List.of();
    }

    @POST
    @Path("/Items/RemoteSearch/BoxSet")
    public List<Found> boxSet() {
        return List.of();
    }

    @POST
    @Path("/Items/RemoteSearch/Movie")
    public List<Found> movie() {
        return List.of();
    }

    @POST
    @Path("/Items/RemoteSearch/MusicAlbum")
    public List<Found> musicAlbum() {
        return List.of();
    }

    @POST
    @Path("/Items/RemoteSearch/MusicArtist")
    public List<Found> musicArtist() {
        return List.of();
    }

    @POST
    @Path("/Items/RemoteSearch/MusicVideo")
    public List<Found> musicVideo() {
        return List.of();
    }

    @POST
    @Path("/Items/RemoteSearch/Person")
    public List<Found> person() {
        return List.of();
    }

    @POST
    @Path("/Items/RemoteSearch/Series")
    public List<Found> series() {
        return List.of();
    }

    @POST
    @Path("/Items/RemoteSearch/Trailer")
    public List<Found> trailer() {
        return List.of();
    }
}
