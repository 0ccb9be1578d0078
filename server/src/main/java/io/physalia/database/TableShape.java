package io.physalia.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A table as the migrations have made it in a SQLite file, where declared types can be read; PostgreSQL's is made by the same ones.
 *
 * @param references the tables whose rows must be there before
 */
record TableShape(String name, List<Column> columns, List<String> references) {

    record Column(String name, ColumnType type) {}

    /** All tables but those of SQLite and Flyway, each after those that it refers to. */
    static List<TableShape> inOrder(Connection sqlite) throws SQLException {
        List<TableShape> waiting = new ArrayList<>();
        for (String name : strings(
                sqlite,
                "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name <> '"
                        + Migrations.HISTORY + "' order by name",
                1)) {
            waiting.add(read(sqlite, name));
        }
        List<TableShape> ordered = new ArrayList<>();
        TreeSet<String> done = new TreeSet<>();
        while (!waiting.isEmpty()) {
            List<TableShape> next = waiting.stream()
                    .filter(table -> done.containsAll(table.references()))
                    .toList();
            if (next.isEmpty()) {
                throw new IllegalStateException("tables refer to each other in a circle: " + waiting);
            }
            next.forEach(table -> done.add(table.name()));
            ordered.addAll(next);
            waiting.removeAll(next);
        }
        return List.copyOf(ordered);
    }

    private static TableShape read(Connection sqlite, String table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (var statement = sqlite.createStatement();
                ResultSet rows = statement.executeQuery("pragma table_info(" + table + ")")) {
            while (rows.next()) {
                columns.add(new Column(rows.getString("name"), ColumnType.ofDeclared(rows.getString("type"))));
            }
        }
        return new TableShape(
                table, List.copyOf(columns), strings(sqlite, "pragma foreign_key_list(" + table + ")", 3));
    }

    private static List<String> strings(Connection connection, String query, int column) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(column));
            }
        }
        return List.copyOf(found);
    }

    String select() {
        return "select " + names() + " from " + name;
    }

    String insert() {
        return "insert into " + name + " (" + names() + ") values ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
    }

    private String names() {
        return columns.stream().map(column -> "\"" + column.name() + "\"").collect(Collectors.joining(", "));
    }
}
