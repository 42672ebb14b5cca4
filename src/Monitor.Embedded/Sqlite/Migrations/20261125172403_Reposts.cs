using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Monitor.Embedded.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Reposts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ClipKey",
                table: "PostTriages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "HashTracks",
                columns: table => new
                {
                    MediaItemId = table.Column<long>(type: "INTEGER", nullable: false),
                    Packed = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HashTracks", x => x.MediaItemId);
                });

            migrationBuilder.CreateTable(
                name: "RepostGroups",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    FoundAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RepostGroups", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RepostJudgements",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    GroupId = table.Column<long>(type: "INTEGER", nullable: false),
                    MediaItemId = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    JudgedBy = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    JudgedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RepostJudgements", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RepostMatches",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    OneId = table.Column<long>(type: "INTEGER", nullable: false),
                    OtherId = table.Column<long>(type: "INTEGER", nullable: false),
                    OneFromMs = table.Column<long>(type: "INTEGER", nullable: false),
                    OneToMs = table.Column<long>(type: "INTEGER", nullable: false),
                    OtherFromMs = table.Column<long>(type: "INTEGER", nullable: false),
                    OtherToMs = table.Column<long>(type: "INTEGER", nullable: false),
                    FramesCompared = table.Column<int>(type: "INTEGER", nullable: false),
                    FramesAlike = table.Column<int>(type: "INTEGER", nullable: false),
                    WithinBits = table.Column<int>(type: "INTEGER", nullable: false),
                    IsMirrored = table.Column<bool>(type: "INTEGER", nullable: false),
                    SoundAgreement = table.Column<int>(type: "INTEGER", nullable: true),
                    Basis = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    FoundAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RepostMatches", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SoundTracks",
                columns: table => new
                {
                    MediaItemId = table.Column<long>(type: "INTEGER", nullable: false),
                    Packed = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SoundTracks", x => x.MediaItemId);
                });

            migrationBuilder.CreateTable(
                name: "UnfinishedScans",
                columns: table => new
                {
                    MediaItemId = table.Column<long>(type: "INTEGER", nullable: false),
                    StageVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Packed = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UnfinishedScans", x => x.MediaItemId);
                });

            migrationBuilder.CreateTable(
                name: "RepostCopies",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    GroupId = table.Column<long>(type: "INTEGER", nullable: false),
                    MediaItemId = table.Column<long>(type: "INTEGER", nullable: false),
                    FromMs = table.Column<long>(type: "INTEGER", nullable: false),
                    ToMs = table.Column<long>(type: "INTEGER", nullable: false),
                    MatchId = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RepostCopies", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RepostCopies_MediaItems_MediaItemId",
                        column: x => x.MediaItemId,
                        principalTable: "MediaItems",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_RepostCopies_RepostGroups_GroupId",
                        column: x => x.GroupId,
                        principalTable: "RepostGroups",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_RepostCopies_RepostMatches_MatchId",
                        column: x => x.MatchId,
                        principalTable: "RepostMatches",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateIndex(
                name: "IX_PostVersions_ForwardedFrom",
                table: "PostVersions",
                column: "ForwardedFrom",
                filter: "\"ForwardedFrom\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_PostTriages_ClipKey",
                table: "PostTriages",
                column: "ClipKey");

            migrationBuilder.CreateIndex(
                name: "IX_RepostCopies_GroupId_MediaItemId",
                table: "RepostCopies",
                columns: new[] { "GroupId", "MediaItemId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RepostCopies_MatchId",
                table: "RepostCopies",
                column: "MatchId");

            migrationBuilder.CreateIndex(
                name: "IX_RepostCopies_MediaItemId",
                table: "RepostCopies",
                column: "MediaItemId");

            migrationBuilder.CreateIndex(
                name: "IX_RepostJudgements_GroupId_MediaItemId",
                table: "RepostJudgements",
                columns: new[] { "GroupId", "MediaItemId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RepostMatches_OneId_OtherId",
                table: "RepostMatches",
                columns: new[] { "OneId", "OtherId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RepostMatches_OtherId",
                table: "RepostMatches",
                column: "OtherId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "HashTracks");

            migrationBuilder.DropTable(
                name: "RepostCopies");

            migrationBuilder.DropTable(
                name: "RepostJudgements");

            migrationBuilder.DropTable(
                name: "SoundTracks");

            migrationBuilder.DropTable(
                name: "UnfinishedScans");

            migrationBuilder.DropTable(
                name: "RepostGroups");

            migrationBuilder.DropTable(
                name: "RepostMatches");

            migrationBuilder.DropIndex(
                name: "IX_PostVersions_ForwardedFrom",
                table: "PostVersions");

            migrationBuilder.DropIndex(
                name: "IX_PostTriages_ClipKey",
                table: "PostTriages");

            migrationBuilder.DropColumn(
                name: "ClipKey",
                table: "PostTriages");
        }
    }
}
