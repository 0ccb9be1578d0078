package io.physalia.colony;

/** The program behind {@code ./physalia demo} and {@code ./physalia bench}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("colony " + String.join(" ", args));
    }
}
