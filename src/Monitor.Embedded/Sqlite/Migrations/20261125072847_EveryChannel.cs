using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Monitor.Embedded.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class EveryChannel : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_StageRuns_Lane",
                table: "StageRuns");

            migrationBuilder.AddColumn<long>(
                name: "ImportId",
                table: "PostVersions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LastSeenAt",
                table: "Posts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "NextCheckAt",
                table: "Posts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "TakenDownAt",
                table: "Posts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ImportId",
                table: "MediaItems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ResumeUrl",
                table: "CoverageGaps",
                type: "TEXT",
                maxLength: 2048,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "CreatedAt",
                table: "Channels",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Egress",
                table: "Channels",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "LastPollMs",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LastPostAt",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Lexicons",
                table: "Channels",
                type: "TEXT",
                maxLength: 256,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "ResolvedUrl",
                table: "Channels",
                type: "TEXT",
                maxLength: 2048,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Since",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ToldAlarm",
                table: "Channels",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "UsualGapMs",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ManualImports",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    ActorId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    SourceUrl = table.Column<string>(type: "TEXT", maxLength: 4096, nullable: true),
                    PublishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ObtainedFrom = table.Column<string>(type: "TEXT", maxLength: 1024, nullable: true),
                    ContentHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Length = table.Column<long>(type: "INTEGER", nullable: false),
                    SoftwareVersion = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ManualImports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PostPresences",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PostId = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    LastSeenAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ExchangeId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PostPresences", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_StageRuns_Lane_State",
                table: "StageRuns",
                columns: new[] { "Lane", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Posts_ChannelId_PublishedAt",
                table: "Posts",
                columns: new[] { "ChannelId", "PublishedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Posts_NextCheckAt",
                table: "Posts",
                column: "NextCheckAt");

            migrationBuilder.CreateIndex(
                name: "IX_Posts_Url",
                table: "Posts",
                column: "Url");

            migrationBuilder.CreateIndex(
                name: "IX_CoverageGaps_ChannelId_ClosedAt",
                table: "CoverageGaps",
                columns: new[] { "ChannelId", "ClosedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PostPresences_PostId",
                table: "PostPresences",
                column: "PostId");

            // What older versions wrote gets what it could not say yet; instants are ticks of 100 ns. Old posts are looked for once, spread over a week.
            migrationBuilder.Sql("UPDATE Channels SET CreatedAt = COALESCE((SELECT MIN(FirstSeenAt) FROM Posts WHERE ChannelId = Channels.Id), LastPollAt, NextPollAt), LastPostAt = (SELECT MAX(PublishedAt) FROM Posts WHERE ChannelId = Channels.Id)");
            migrationBuilder.Sql("UPDATE Posts SET LastSeenAt = FirstSeenAt, NextCheckAt = 621355968000000000 + CAST(strftime('%s', 'now') AS INTEGER) * 10000000 + (Id % 10080) * 600000000");
            migrationBuilder.Sql("UPDATE CoverageGaps SET ResumeUrl = Subject WHERE Cause = 'PagesNotReached'");
            migrationBuilder.Sql("UPDATE OR IGNORE CoverageGaps SET Cause = 'NotBackfilled', Subject = '' WHERE Cause = 'PagesNotReached' AND FromAt = 621355968000000000");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ManualImports");

            migrationBuilder.DropTable(
                name: "PostPresences");

            migrationBuilder.DropIndex(
                name: "IX_StageRuns_Lane_State",
                table: "StageRuns");

            migrationBuilder.DropIndex(
                name: "IX_Posts_ChannelId_PublishedAt",
                table: "Posts");

            migrationBuilder.DropIndex(
                name: "IX_Posts_NextCheckAt",
                table: "Posts");

            migrationBuilder.DropIndex(
                name: "IX_Posts_Url",
                table: "Posts");

            migrationBuilder.DropIndex(
                name: "IX_CoverageGaps_ChannelId_ClosedAt",
                table: "CoverageGaps");

            migrationBuilder.DropColumn(
                name: "ImportId",
                table: "PostVersions");

            migrationBuilder.DropColumn(
                name: "LastSeenAt",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "NextCheckAt",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "TakenDownAt",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "ImportId",
                table: "MediaItems");

            migrationBuilder.DropColumn(
                name: "ResumeUrl",
                table: "CoverageGaps");

            migrationBuilder.DropColumn(
                name: "CreatedAt",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Egress",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "LastPollMs",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "LastPostAt",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Lexicons",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "ResolvedUrl",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "Since",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "ToldAlarm",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "UsualGapMs",
                table: "Channels");

            migrationBuilder.CreateIndex(
                name: "IX_StageRuns_Lane",
                table: "StageRuns",
                column: "Lane");
        }
    }
}
