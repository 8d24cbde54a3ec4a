# What is done once before the services start: the database's migrations, the broker's topics. The command says which.
FROM eclipse-temurin:25.0.3_9-jre-noble
COPY deploy/database/target/lib/ deploy/servers/target/topics-lib/ /app/lib/
COPY deploy/database/target/classes/ deploy/servers/target/classes/ /app/classes/
USER 10001:10001
WORKDIR /app
ENTRYPOINT ["java", "-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Duser.timezone=UTC", \
    "-cp", "/app/classes:/app/lib/*"]
CMD ["app.godo.database.Migrations"]
