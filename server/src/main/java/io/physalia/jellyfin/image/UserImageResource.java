package io.physalia.jellyfin.image;

import io.physalia.identity.User;
import io.physalia.jellyfin.user.ActingUser;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.Request;
import io.physalia.metadata.image.PictureEdits;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** The pictures of users: their own to change, or an administrator's. */
@Path("/")
@RunOnVirtualThread
public class UserImageResource {
    private final Request request;
    private final ActingUser acting;
    private final PictureEdits edits;
    private final ImageAnswers answers;

    UserImageResource(Request request, ActingUser acting, PictureEdits edits, ImageAnswers answers) {
        this.request = request;
        this.acting = acting;
        this.edits = edits;
        this.answers = answers;
    }

    @GET
    @Path("/UserImage")
    @Access(Access.Level.ANONYMOUS)
    public Response get() {
        return answers.ofUser(request.query()
                .findId("userId")
                .or(() -> request.findGrant().map(grant -> grant.user().id().value()))
                .orElseGet(() -> request.query().getId("userId")));
    }

    @POST
    @Path("/UserImage")
    @Access(Access.Level.USER)
    public void put(byte[] body) {
        put(acting.fromQuery(), body);
    }

    @DELETE
    @Path("/UserImage")
    @Access(Access.Level.USER)
    public void remove() {
        remove(acting.fromQuery());
    }

    @GET
    @Path("/Users/{userId}/Images/{imageType}")
    @Access(Access.Level.ANONYMOUS)
    public Response get(@PathParam("userId") String userId, @PathParam("imageType") String imageType) {
        return answers.ofUser(Ids.parse("userId", userId));
    }

    @GET
    @Path("/Users/{userId}/Images/{imageType}/{imageIndex}")
    @Access(Access.Level.ANONYMOUS)
    public Response get(
            @PathParam("userId") String userId,
            @PathParam("imageType") String imageType,
            @PathParam("imageIndex") String imageIndex) {
        return answers.ofUser(Ids.parse("userId", userId));
    }

    @POST
    @Path("/Users/{userId}/Images/{imageType}")
    @Access(Access.Level.USER)
    public void put(@PathParam("userId") String userId, @PathParam("imageType") String imageType, byte[] body) {
        put(acting.named(userId), body);
    }

    @POST
    @Path("/Users/{userId}/Images/{imageType}/{imageIndex}")
    @Access(Access.Level.USER)
    public void put(
            @PathParam("userId") String userId,
            @PathParam("imageType") String imageType,
            @PathParam("imageIndex") String imageIndex,
            byte[] body) {
        put(acting.named(userId), body);
    }

    @DELETE
    @Path("/Users/{userId}/Images/{imageType}")
    @Access(Access.Level.USER)
    public void remove(@PathParam("userId") String userId, @PathParam("imageType") String imageType) {
        remove(acting.named(userId));
    }

    @DELETE
    @Path("/Users/{userId}/Images/{imageType}/{imageIndex}")
    @Access(Access.Level.USER)
    public void remove(
            @PathParam("userId") String userId,
            @PathParam("imageType") String imageType,
            @PathParam("imageIndex") String imageIndex) {
        remove(acting.named(userId));
    }

    private void put(User user, byte[] body) {
        acting.requirePreferenceAccess();
        edits.putOfUser(user.id().value(), body);
    }

    private void remove(User user) {
        acting.requirePreferenceAccess();
        edits.removeOfUser(user.id().value());
    }
}
