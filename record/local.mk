# SPDX-License-Identifier: Apache-2.0
# Recordings, out and in, and the transcripts of other tools.
noinst_LIBRARIES += libixrecord.a
libixrecord_a_CFLAGS = $(AM_CFLAGS) $(CRYPTO_CFLAGS)
libixrecord_a_SOURCES = \
	record/concession/concessions.c record/concession/concessions.h \
	record/destination.c record/destination.h \
	record/input_kind.c record/input_kind.h \
	record/excerpt.c record/excerpt.h \
	record/ndjson.c record/ndjson.h \
	record/ndjson_head.c record/ndjson_head.h \
	record/ndjson_outcome.c record/ndjson_outcome.h \
	record/output.c record/output.h \
	record/foreign_transcript.c record/foreign_transcript.h \
	record/foreign_unit.c record/foreign_unit.h \
	record/record_file.c record/record_file.h \
	record/recorded_outcome.c record/recorded_outcome.h \
	record/recorded_value.h \
	record/recording.c record/recording.h \
	record/recording_head.c record/recording_head.h \
	record/report.h \
	record/results.c record/results.h \
	record/seal/digest.c record/seal/digest.h \
	record/seal/seal.c record/seal/seal.h \
	record/summary.c record/summary.h \
	record/transcript.c record/transcript.h
