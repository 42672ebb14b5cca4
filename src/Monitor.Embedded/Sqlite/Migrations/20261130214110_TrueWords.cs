using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Monitor.Embedded.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class TrueWords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CustodyEntries_SubjectKind_SubjectId",
                table: "CustodyEntries");

            migrationBuilder.AddColumn<int>(
                name: "Parser",
                table: "PostVersions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "PublishedAt",
                table: "PostVersions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PublishedPrecision",
                table: "PostVersions",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Time");

            migrationBuilder.AddColumn<string>(
                name: "PublishedPrecision",
                table: "Posts",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Time");

            migrationBuilder.AddColumn<string>(
                name: "Event",
                table: "CustodyEntries",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Written");

            migrationBuilder.AddColumn<int>(
                name: "Format",
                table: "CustodyEntries",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "LastFullReadAt",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MovedTo",
                table: "Channels",
                type: "TEXT",
                maxLength: 2048,
                nullable: true);

            // A date that was not read became the time of reading, to the tick.
            migrationBuilder.Sql("UPDATE \"Posts\" SET \"PublishedPrecision\" = 'Unknown' WHERE \"PublishedAt\" = \"FirstSeenAt\"");

            migrationBuilder.CreateTable(
                name: "MediaRenewals",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PostId = table.Column<long>(type: "INTEGER", nullable: false),
                    Identity = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Known = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    MediaSourceId = table.Column<long>(type: "INTEGER", nullable: true),
                    ExchangeId = table.Column<long>(type: "INTEGER", nullable: false),
                    SeenAt = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MediaRenewals", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CustodyEntries_SubjectKind_SubjectId_Sequence",
                table: "CustodyEntries",
                columns: new[] { "SubjectKind", "SubjectId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_MediaRenewals_MediaSourceId",
                table: "MediaRenewals",
                column: "MediaSourceId");

            migrationBuilder.CreateIndex(
                name: "IX_MediaRenewals_PostId_Identity",
                table: "MediaRenewals",
                columns: new[] { "PostId", "Identity" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MediaRenewals");

            migrationBuilder.DropIndex(
                name: "IX_CustodyEntries_SubjectKind_SubjectId_Sequence",
                table: "CustodyEntries");

            migrationBuilder.DropColumn(
                name: "Parser",
                table: "PostVersions");

            migrationBuilder.DropColumn(
                name: "PublishedAt",
                table: "PostVersions");

            migrationBuilder.DropColumn(
                name: "PublishedPrecision",
                table: "PostVersions");

            migrationBuilder.DropColumn(
                name: "PublishedPrecision",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "Event",
                table: "CustodyEntries");

            migrationBuilder.DropColumn(
                name: "Format",
                table: "CustodyEntries");

            migrationBuilder.DropColumn(
                name: "LastFullReadAt",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "MovedTo",
                table: "Channels");

            migrationBuilder.CreateIndex(
                name: "IX_CustodyEntries_SubjectKind_SubjectId",
                table: "CustodyEntries",
                columns: new[] { "SubjectKind", "SubjectId" },
                unique: true);
        }
    }
}
