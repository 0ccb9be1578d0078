package io.physalia.media;

/**
 * The file formats that FFmpeg may read for us: the allow-list. What is missing on purpose are formats that name other files (playlists, {@code concat}), devices,
 * picture sequences, and text that passes for a film ({@code tty}).
 */
public final class Demuxers {
    /** The value of FFmpeg's option {@code -format_whitelist}. */
    public static final String ALLOWED = String.join(
            ",",
            // Films.
            "matroska,mov,avi,mpegts,mpeg,mpegtsraw,asf,flv,live_flv,rm,ogg,mxf,nut,dv,wtv,ivf,gxf,nsv,vob,pva",
            "h264,hevc,m4v,mpegvideo,vc1,av1,obu,av1_annexb,dirac,dnxhd,mjpeg_2000,bink,smk,roq,thp,yuv4mpegpipe",
            // Sound.
            "mp3,flac,wav,w64,aiff,caf,aac,ac3,eac3,dts,dtshd,truehd,mlp,ape,mpc,mpc8,wv,tta,tak,dsf,iff,amr,au,aea,oma,shn,voc,spdif");

    /** The same for what comes over the network, where playlists of http and streams of rtsp are films too. */
    static final String ALLOWED_REMOTE = ALLOWED + ",hls,webvtt,rtsp,sdp,rtp";

    private Demuxers() {}
}
